import { type Entry, type Patch, type RecordKey, type Rev, recordKey } from '../../../shared/record.ts'
import type { Answer } from '../../../shared/sync/protocol.ts'
import type { Database } from '../storage/database.ts'
import { syncValues } from './tables.ts'

/**
 * waiting → sent → accepted or merged → settled (the local copies have reached the answer), or refused; `held` rests on
 * a refused one and is neither sent nor shown. A refused or held one ends as `replaced` (mended) or `discarded`.
 */
export const entryStates = [
  'waiting',
  'sent',
  'accepted',
  'merged',
  'settled',
  'refused',
  'held',
  'replaced',
  'discarded',
] as const
export type EntryState = (typeof entryStates)[number]

export interface OutboxEntry {
  entry: Entry
  state: EntryState
  /** Rev that the answer gave. */
  answered?: Rev
  answer?: Answer
  /** Milliseconds since 1970 of the last change of state, by this desktop's clock. */
  changed: number
}

/** States whose patches stand on the copies of the records they touch; see `openPatchesOf`. */
const open: ReadonlySet<EntryState> = new Set(['waiting', 'sent', 'accepted', 'merged'])

export interface Touching {
  found: OutboxEntry
  creates: boolean
  kind: string
  /** Those of the entry's patches that touch the record. */
  patches: readonly Patch[]
}

/** The outbox's rows and the index of what open ones touch, kept in step. Every write belongs in a transaction. */
export interface OutboxRows {
  insert(entry: Entry, state: EntryState): void
  find(id: string): OutboxEntry | undefined
  /** In order of seq. */
  inState(...states: EntryState[]): OutboxEntry[]
  ofOperation(operation: string): OutboxEntry[]
  /** Open entries that touch this record, with whether they create it, in order of seq. */
  touching(record: string): Touching[]
  touchesAny(): boolean
  /** Records that open entries make under this one, and perhaps some that have come since. */
  madeUnder(parent: string): RecordKey[]
  setState(found: OutboxEntry, state: EntryState, answer?: { answer: Answer; rev?: Rev }): void
  renumber(found: OutboxEntry): void
  nextSeq(): number
  /** From now on every new seq is above this one. */
  raiseSeq(above: number): void
  page(sql: string, ...values: (string | number)[]): OutboxEntry[]
  /** The first unanswered entries with the bytes of their text, read as far as they are asked for. */
  unanswered(most: number): Iterable<{ entry: Entry; bytes: number }>
}

type KeptEntry = Omit<Entry, 'seq'>
type Row = {
  seq: number
  state: EntryState
  epoch: number | null
  number: number | null
  answer: string | null
  entry: string
  changed: number
}
const columns = 'outbox.seq, state, epoch, number, answer, entry, changed'
/** Entries of 200 patches are asked for once per patch: so many are kept once read, as a large change has. */
const entriesKept = 64

interface Kept {
  entry: KeptEntry
  byRecord: Map<string, Patch[]>
}

export function outboxRows(database: Database, now: () => number): OutboxRows {
  const values = syncValues(database)
  const { prepare } = database
  const read = (row: unknown): OutboxEntry => withEntry(row as Row, JSON.parse((row as Row).entry))
  const withEntry = ({ seq, state, epoch, number, answer, changed }: Omit<Row, 'entry'>, entry: KeptEntry) => {
    return {
      entry: { ...entry, seq },
      state,
      ...(epoch === null || number === null ? {} : { answered: { epoch, number } }),
      ...(answer === null ? {} : { answer: JSON.parse(answer) as Answer }),
      changed,
    }
  }
  const page = (sql: string, ...rest: (string | number)[]): OutboxEntry[] =>
    prepare(`SELECT ${columns} FROM outbox ${sql}`)
      .all(...rest)
      .map(read)

  /** An entry is never changed once written, only its number is. */
  const kept = new Map<string, Kept>()
  const entryOf = (id: string): Kept => {
    const found = kept.get(id)
    if (found) return found
    const entry = JSON.parse(String(textOf.get(id))) as KeptEntry
    const made = { entry, byRecord: Map.groupBy(entry.patches, patch => patch.id) }
    const [oldest] = kept.keys()
    if (kept.size >= entriesKept && oldest !== undefined) kept.delete(oldest)
    kept.set(id, made)
    return made
  }
  const textOf = prepare('SELECT entry FROM outbox WHERE id = ?').pluck()

  const touchesAny = (): boolean => prepare('SELECT 1 FROM outbox_touch LIMIT 1').get() !== undefined
  /**
   * Records of `outbox_touch`, and perhaps more: thousands that nothing touches need not be looked up while others wait.
   * What a transaction takes away stays here, for it may be undone, until nothing is left.
   */
  const touched = new Set(prepare('SELECT DISTINCT record FROM outbox_touch').pluck().all() as string[])
  const made = new Map<string, Map<string, RecordKey>>()
  const noteMade = (patches: readonly Patch[]): void => {
    for (const { kind, id, create, set } of patches) {
      const parent = create ? recordKey.safeParse(set['parent']?.value).data : undefined
      if (parent) made.set(parent.id, (made.get(parent.id) ?? new Map<string, RecordKey>()).set(id, { kind, id }))
    }
  }
  const touch = (seq: number, patches: readonly Patch[]): void => {
    const statement = prepare('INSERT OR REPLACE INTO outbox_touch(record, kind, seq, creates) VALUES (?, ?, ?, ?)')
    for (const { kind, id, create } of patches) {
      statement.run(id, kind, seq, create ? 1 : 0)
      touched.add(id)
    }
    noteMade(patches)
  }
  const untouch = (seq: number): void => {
    prepare('DELETE FROM outbox_touch WHERE seq = ?').run(seq)
    database.afterCommit(() => {
      if (touched.size === 0 || touchesAny()) return
      touched.clear()
      made.clear()
    })
  }

  const rows: OutboxRows = {
    page,
    insert(entry, state) {
      const { seq, ...rest } = entry
      prepare('INSERT INTO outbox(seq, id, operation, state, entry, changed) VALUES (?, ?, ?, ?, ?, ?)').run(
        seq,
        entry.id,
        entry.operation,
        state,
        JSON.stringify(rest),
        now(),
      )
      if (open.has(state)) touch(seq, entry.patches)
    },
    *unanswered(most) {
      const found = prepare(
        `SELECT seq, octet_length(entry) AS bytes FROM outbox
         WHERE state IN ('waiting', 'sent') AND state <> 'settled' ORDER BY seq LIMIT ?`,
      ).all(most) as { seq: number; bytes: number }[]
      for (const { seq, bytes } of found) for (const { entry } of page('WHERE seq = ?', seq)) yield { entry, bytes }
    },
    find: id => page('WHERE id = ?', id)[0],
    inState: (...states) =>
      // The partial index serves unsettled ones only, and has to be told so.
      states
        .flatMap(state => page(`WHERE state = ? ${state === 'settled' ? '' : "AND state <> 'settled'"}`, state))
        .sort((a, b) => a.entry.seq - b.entry.seq),
    ofOperation: operation => page('WHERE operation = ? ORDER BY seq', operation),
    touching(record) {
      if (!touched.has(record)) return []
      return prepare(
        `SELECT creates, kind, id, outbox.seq, state, epoch, number, answer, changed
         FROM outbox_touch JOIN outbox ON outbox.seq = outbox_touch.seq WHERE record = ? ORDER BY outbox.seq`,
      )
        .all(record)
        .map(row => {
          const { creates, kind, id, ...rest } = row as Omit<Row, 'entry'> & {
            creates: number
            kind: string
            id: string
          }
          const { entry, byRecord } = entryOf(id)
          const patches = byRecord.get(record)?.filter(patch => patch.kind === kind) ?? []
          return { found: withEntry(rest, entry), creates: creates === 1, kind, patches }
        })
    },
    touchesAny,
    madeUnder: parent => [...(made.get(parent)?.values() ?? [])],
    setState({ entry, state: before }, state, answered) {
      if (!open.has(state)) kept.delete(entry.id)
      prepare('UPDATE outbox SET state = ?, changed = ? WHERE seq = ?').run(state, now(), entry.seq)
      if (answered) {
        const { answer, rev } = answered
        prepare('UPDATE outbox SET answer = ?, epoch = ?, number = ? WHERE seq = ?').run(
          JSON.stringify(answer),
          rev?.epoch ?? null,
          rev?.number ?? null,
          entry.seq,
        )
      }
      if (open.has(before) && !open.has(state)) untouch(entry.seq)
      if (!open.has(before) && open.has(state)) touch(entry.seq, entry.patches)
    },
    renumber({ entry }) {
      const seq = rows.nextSeq()
      prepare('UPDATE outbox SET seq = ? WHERE seq = ?').run(seq, entry.seq)
      prepare('UPDATE outbox_touch SET seq = ? WHERE seq = ?').run(seq, entry.seq)
    },
    nextSeq() {
      const seq = lastSeq() + 1
      values.set('outbox.seq', seq)
      return seq
    },
    raiseSeq(above) {
      if (above > lastSeq()) values.set('outbox.seq', above)
    },
  }
  const lastSeq = (): number => Number(values.get('outbox.seq') ?? 0)
  // One after the other: an import that waits may have a hundred thousand records, most of them with no parent.
  const making = prepare(
    `SELECT entry FROM outbox WHERE seq IN (SELECT seq FROM outbox_touch WHERE creates = 1)
     AND instr(entry, '"parent":') > 0`,
  )
  for (const text of making.pluck().iterate()) noteMade((JSON.parse(String(text)) as KeptEntry).patches)
  return rows
}

/** Each record that these entries touch, once. */
export function keysOf(entries: readonly Pick<OutboxEntry, 'entry'>[]): RecordKey[] {
  const keys = new Map<string, RecordKey>()
  for (const { entry } of entries) for (const { kind, id } of entry.patches) keys.set(`${kind}:${id}`, { kind, id })
  return [...keys.values()]
}
