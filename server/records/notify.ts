import type { Values } from '../../shared/entity.ts'
import { parentKinds } from '../../shared/entity.ts'
import { derivedId, uuidv7 } from '../../shared/ids.ts'
import { builtInKinds } from '../../shared/kinds.ts'
import { projectFor } from '../../shared/permissions/project.ts'
import { canSee, fieldRight, type Viewer } from '../../shared/permissions/viewer.ts'
import { type Entry, type RecordKey, type RecordState, visibilityKey } from '../../shared/record.ts'
import { tableName } from '../db/columns.ts'
import { viewerOf } from './authorNow.ts'
import type { Author } from './commit.ts'
import type { Draft, DraftRecord } from './draft.ts'
import { load } from './load.ts'
import { type Reason, saidOn, type Told, toldBy } from './notifyWhom.ts'
import type { Transacting } from './transacting.ts'

const kindName = 'notification'
/** Kinds that a notification may lead to; of others nothing is told. */
const about: ReadonlySet<string> = new Set(parentKinds(builtInKinds.require(kindName)))
/** More of the same for one person in one operation is told as one. */
const mostSingle = 5
/** How many who wrote on a record before are told of what is written now. */
const mostWriters = 100

/**
 * Makes the notifications of an entry, as records of those who shall know, in the transaction of the change itself. What
 * the server does by itself and what is taken back tells nobody; nobody is told of what they may not see.
 */
export async function notify(ctx: Transacting, draft: Draft, author: Author, entry: Entry): Promise<void> {
  if (author.source === 'system' || entry.undoes) return
  const told = toldBy(draft, author.viewer.user, about)
  const said = newlySaid(draft)
  if (said.length > 0) told.push(...(await writersBefore(ctx, said, author.viewer.user, told)))
  if (told.length === 0) return
  const seen = told.flatMap(one => asSeen(ctx, draft, one) ?? [])
  if (seen.length === 0) return
  const groups = Map.groupBy(seen, groupKey)
  const ids = new Map([...groups.keys()].map(key => [key, derivedId(kindName, `${entry.operation} ${key}`)]))
  await load(ctx.loader, ctx.set, draft.kinds, {
    keys: [...ids.values()].map(id => ({ kind: kindName, id })),
    childrenOf: [],
  })
  const from = ctx.set.facts.states.has(`user:${author.viewer.user}`) ? author.viewer.user : undefined
  for (const [key, group] of groups) {
    const id = { kind: kindName, id: ids.get(key) ?? '' }
    const standing = draft.get(id)
    if (standing) more(draft, id, standing, group.length)
    else if (group.length > mostSingle) make(ctx, draft, author, id, { ...asOne(group), from })
    else
      for (const one of group)
        make(ctx, draft, author, { kind: kindName, id: uuidv7() }, { ...asSingle(draft, one), from })
  }
}

/** With what its receiver sees of it. */
interface Seen extends Told {
  viewer: Viewer
}

/** Undefined: they have left, or may not see it. */
function asSeen(ctx: Transacting, draft: Draft, told: Told): Seen | undefined {
  const viewer = viewerOf(ctx.set.facts, told.receiver)
  if (!viewer) return undefined
  const { state, kind } = told.about
  const parent = kind.parents && state.parent ? draft.get(state.parent) : undefined
  const isVisible =
    canSee(viewer, kindName, { owner: viewer.user, team: viewer.team }) &&
    canSee(viewer, kind.name, visibilityKey(state)) &&
    (!parent || canSee(viewer, parent.kind, visibilityKey(parent))) &&
    fieldRight(viewer, kind.name, told.field) !== 'hidden'
  return isVisible ? { ...told, viewer } : undefined
}

const groupKey = ({ receiver, reason, about: { kind } }: Told): string => `${receiver} ${reason} ${kind.name}`

function make(ctx: Transacting, draft: Draft, author: Author, key: RecordKey, values: Values): void {
  const made = draft.create(key, ctx.at, author.viewer.user)
  made.label = kindName
  draft.change(made, values)
}

function more(draft: Draft, key: RecordKey, standing: RecordState, count: number): void {
  const record = draft.open(key, standing)
  record.label = kindName
  draft.change(record, { count: Number(standing.values['count'] ?? 0) + count })
}

const asOne = (group: readonly Seen[]): Values => ({
  ...keyOf(group[0]),
  count: group.length,
  aboutKind: group[0]?.about.kind.name,
})

function asSingle(draft: Draft, one: Seen): Values {
  const { state } = one.about
  // What is said on a record is told by that record's name.
  const named = (saidOn(one.about) && state.parent && draft.get(state.parent)) || state
  const title = draft.kinds.require(named.kind).title(projectFor(one.viewer, named).values)
  return {
    ...keyOf(one),
    parent: { kind: state.kind, id: state.id },
    aboutTitle: title.slice(0, 200) || undefined,
    aboutKind: named.kind,
  }
}

const keyOf = (one: Seen | undefined): Values => ({
  owner: one?.viewer.user,
  team: one?.viewer.team ?? undefined,
  reason: one?.reason satisfies Reason | undefined,
})

/** Records made by this entry whose kind tells of them to those who wrote on the same record before. */
const newlySaid = (draft: Draft): DraftRecord[] =>
  [...draft.records.values()].filter(
    record => saidOn(record) && about.has(record.kind.name) && commentedField(record) !== undefined,
  )

const commentedField = ({ kind, touched }: DraftRecord): string | undefined => {
  for (const name of touched) if (kind.fields[name]?.notifies === 'commented') return name
  return undefined
}

/** Whoever wrote on the same records before and is not told already. */
async function writersBefore(
  ctx: Transacting,
  said: readonly DraftRecord[],
  author: string,
  told: readonly Told[],
): Promise<Told[]> {
  const known = new Set(told.map(one => `${one.about.state.id} ${one.receiver}`))
  const found: Told[] = []
  for (const [kind, records] of Map.groupBy(said, record => record.kind)) {
    const parents = [...new Set(records.map(record => record.state.parent?.id ?? ''))]
    const rows = await ctx.tx.unsafe<{ parent: string; writer: string }[]>(
      `select wanted.id as parent, found.created_by as writer from unnest($2::text::uuid[]) as wanted(id)
       cross join lateral (select distinct created_by from "${tableName(kind)}"
         where company_id = $1::uuid and parent_id = wanted.id and not archived limit ${mostWriters}) found`,
      [ctx.company, `{${parents.join(',')}}`],
      { prepare: true },
    )
    const unstored = ctx.rows.filter(row => row.kind === kind.name && row.before === null)
    for (const record of records) {
      const on = record.state.parent?.id
      const writers = [
        ...rows.filter(row => row.parent === on).map(row => row.writer),
        ...unstored.filter(({ state }) => state.parent?.id === on).map(({ state }) => state.createdBy),
      ]
      for (const receiver of new Set(writers))
        if (receiver !== author && !known.has(`${record.state.id} ${receiver}`))
          found.push({ receiver, reason: 'commented', about: record, field: commentedField(record) ?? '' })
    }
  }
  return found
}
