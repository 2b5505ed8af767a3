import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { projectFor } from '../../shared/permissions/project.ts'
import { has } from '../../shared/permissions/viewer.ts'
import type { Entry, RecordState } from '../../shared/record.ts'
import { standingOf } from '../../shared/rules/clashes.ts'
import type { Clash } from '../../shared/sync/merge.ts'
import type { Transaction } from '../db/database.ts'
import type { LogRow } from '../log/append.ts'
import { readChanges } from '../log/chain.ts'
import type { Author } from './commit.ts'
import type { Draft, DraftRecord } from './draft.ts'

/** How many of a record's rows are searched for who wrote the value that stands. */
const rowsSearched = 100

/** Keeps what lost a merge as a record of its author: one click takes it. Gives the ids of the clashes made. */
export async function keepClashes(options: {
  tx: Transaction
  draft: Draft
  author: Author
  entry: Entry
  record: DraftRecord
  lost: readonly Clash[]
  at: string
  /** Rows of this transaction that the database does not have yet. */
  unstored: readonly LogRow[]
}): Promise<string[]> {
  const { draft, author, entry, record, lost, at } = options
  const ids: string[] = []
  for (const clash of lost) {
    const theirs = await writerOf(options, clash.field)
    const made = draft.create({ kind: 'clash', id: uuidv7() }, at, author.viewer.user)
    made.label = 'clash'
    draft.change(made, {
      owner: author.viewer.user,
      recordKind: record.kind.name,
      record: record.state.id,
      recordTitle: record.kind.title(projectFor(author.viewer, record.state).values).slice(0, 200) || undefined,
      field: clash.field,
      mine: clash.mine,
      theirs: clash.theirs,
      theirUser: theirs.user,
      theirAt: theirs.at,
      device: await nameOfDevice(options, theirs.device),
      entry: entry.id,
      state: 'open',
    })
    ids.push(made.state.id)
  }
  return ids
}

interface WriterAsked {
  tx: Transaction
  author: Author
  record: DraftRecord
  unstored: readonly LogRow[]
}

interface Writer {
  user: string
  at: string
  device?: string | undefined
}

/** Who wrote the field last, when and on which device; where the log's last rows do not say, who wrote the record last. */
export async function writerOf({ tx, author, record, unstored }: WriterAsked, field: string): Promise<Writer> {
  const { kind, id } = record.state
  for (const { header, changes } of unstored.toReversed())
    if (header.record === id && header.kind === kind && names(changes, field))
      return { user: header.user, at: header.at, device: header.device }
  const rows = await tx<{ user_id: string; at: string; device_id: string | null; changes: Buffer }[]>`
    select user_id, at, device_id, changes from log
    where company_id = ${author.company} and kind = ${kind} and record_id = ${id}
    order by number desc limit ${rowsSearched}`
  const row = rows.find(({ changes }) => names(changes, field))
  if (!row) return { user: record.state.updatedBy, at: record.state.updatedAt }
  return { user: row.user_id, at: row.at, device: row.device_id ?? undefined }
}

/** What its owner calls the device; undefined for an API key or the server. */
async function nameOfDevice(
  { tx, author }: Parameters<typeof keepClashes>[0],
  device: string | undefined,
): Promise<string | undefined> {
  if (!device) return undefined
  const [row] = await tx<{ name: string }[]>`
    select name from device where company_id = ${author.company} and id = ${device}`
  return row?.name.slice(0, 100)
}

const names = (changes: Buffer, field: string): boolean => readChanges(changes).some(change => change.field === field)

/**
 * The clash that an entry settles; only its owner and admins may. An entry that changes something besides is not lost
 * with a clash that has gone.
 */
export function clashToSettle(draft: Draft, author: Author, { settles, patches }: Entry): RecordState | undefined {
  const clash = settles ? draft.get({ kind: 'clash', id: settles }) : undefined
  if (clash && (clash.owner === author.viewer.user || has(author.viewer, 'admin'))) return clash
  if (settles && patches.length === 0)
    throw new AppError('record.notFound', { fields: { settles: { reason: 'notFound' } } })
  return undefined
}

/** Marks it by what the record holds now: the author's value, or the other one. It may be settled again the other way. */
export function settleClash(draft: Draft, clash: RecordState): void {
  const target = draft.get({ kind: String(clash.values['recordKind']), id: String(clash.values['record']) })
  const field = String(clash.values['field'])
  const stands = target && (target.values[field] ?? systemValue(target, field))
  const isMine = target && standingOf(clash.values, stands) === 'mine'
  const record = draft.open(clash, clash)
  record.touched.add('state')
  draft.change(record, { state: isMine ? 'taken' : 'kept' })
}

const systemValue = (state: RecordState, field: string): unknown =>
  ({ owner: state.owner, team: state.team, parent: state.parent, archived: state.archived })[field]
