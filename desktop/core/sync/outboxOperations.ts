import type { Entry } from '../../../shared/record.ts'
import type { Stay, Stays } from '../../../shared/sync/protocol.ts'
import type { Database } from '../storage/database.ts'
import type { EntryState } from './outboxRows.ts'

/** What stands in the outbox of one operation, without the patches of its entries. */
export interface OperationSummary {
  operation: string
  /** Of its first entry. */
  first: Pick<Entry, 'label' | 'at'> & { command?: string; kind: string; ids: string[] }
  states: EntryState[]
  /** Patches of its entries that were not mended. */
  patches: number
}

/** An operation that takes back another one, by its entries in order. */
export interface Turning {
  operation: string
  entries: { seq: number; state: EntryState; at: string; patches: number }[]
}

/**
 * The outbox by operations. One of ten thousand records is 2 MB of entries, and the list of what one did is asked for
 * after every change: nothing here reads a patch but the first hundred of an operation, and those once.
 */
export interface OutboxOperations {
  /** Operations that take nothing back, newest first. */
  roots(limit: number): string[]
  /** All of the last ones in order of their first entry, oldest first, with what each takes back. */
  recent(limit: number): { operation: string; undoes?: string; isLost: boolean }[]
  summary(operation: string): OperationSummary | undefined
  /** Operations that take this one back, oldest first. */
  turning(operation: string): Turning[]
  /** What the server's answers to an operation say that somebody had changed since, and so stayed. */
  stays(operation: string): { count: number; fields: Stay[] }
}

const mostIds = 100

export function outboxOperations(database: Database): OutboxOperations {
  const { prepare } = database
  const known = new Map<number, OperationSummary['first']>()
  const counted = new Map<number, number>()

  const firstOf = (seq: number): OperationSummary['first'] => {
    const found = known.get(seq)
    if (found) return found
    const text = prepare('SELECT entry FROM outbox WHERE seq = ?').pluck().get(seq)
    const { label, at, command, patches } = JSON.parse(String(text)) as Entry
    const first = {
      label,
      at,
      ...(command ? { command: command.name } : {}),
      kind: patches[0]?.kind ?? '',
      ids: [...new Set(patches.map(({ id }) => id))].slice(0, mostIds),
    }
    keep(known, seq, first)
    return first
  }
  const patchesOf = (seq: number): number => {
    const found = counted.get(seq)
    if (found !== undefined) return found
    const count = Number(
      prepare("SELECT json_array_length(entry, '$.patches') FROM outbox WHERE seq = ?").pluck().get(seq) ?? 0,
    )
    keep(counted, seq, count)
    return count
  }

  return {
    roots: limit =>
      prepare(
        `SELECT operation FROM outbox
         WHERE seq NOT IN (SELECT seq FROM outbox WHERE entry ->> '$.undoes' IS NOT NULL)
         GROUP BY operation ORDER BY max(seq) DESC LIMIT ?`,
      )
        .pluck()
        .all(limit)
        .map(String),

    recent(limit) {
      // The index of expressions answers this; the entries are not read.
      const turns = prepare(
        "SELECT DISTINCT operation, entry ->> '$.undoes' AS undoes FROM outbox WHERE entry ->> '$.undoes' IS NOT NULL",
      ).all() as { operation: string; undoes: string }[]
      const undone = new Map(turns.map(({ operation, undoes }) => [operation, undoes]))
      const rows = prepare(
        `SELECT operation, min(state IN ('refused', 'held', 'discarded', 'replaced')) AS isLost FROM outbox
         GROUP BY operation ORDER BY min(seq) DESC LIMIT ?`,
      ).all(limit) as { operation: string; isLost: number }[]
      return rows.reverse().map(({ operation, isLost }) => {
        const undoes = undone.get(operation)
        return { operation, ...(undoes === undefined ? {} : { undoes }), isLost: isLost === 1 }
      })
    },

    summary(operation) {
      const rows = prepare('SELECT seq, state FROM outbox WHERE operation = ? ORDER BY seq').all(operation) as {
        seq: number
        state: EntryState
      }[]
      // A mended entry stands there twice; the later one counts.
      const standing = rows.filter(({ state }) => state !== 'replaced')
      const [first] = standing
      if (!first) return undefined
      return {
        operation,
        first: firstOf(first.seq),
        states: standing.map(({ state }) => state),
        patches: standing.reduce((sum, { seq }) => sum + patchesOf(seq), 0),
      }
    },

    turning(operation) {
      const rows = prepare(
        "SELECT operation, seq, state, entry ->> '$.at' AS at FROM outbox WHERE entry ->> '$.undoes' = ? ORDER BY seq",
      ).all(operation) as { operation: string; seq: number; state: EntryState; at: string }[]
      return [...Map.groupBy(rows, row => row.operation)].map(([turn, entries]) => ({
        operation: turn,
        entries: entries.map(({ seq, state, at }) => ({ seq, state, at, patches: patchesOf(seq) })),
      }))
    },

    stays(operation) {
      const answers = prepare(
        "SELECT answer ->> '$.stays' FROM outbox WHERE operation = ? AND answer ->> '$.stays' IS NOT NULL ORDER BY seq",
      )
        .pluck()
        .all(operation)
        .map(text => JSON.parse(String(text)) as Stays)
      return {
        count: answers.reduce((sum, { count }) => sum + count, 0),
        fields: answers.flatMap(({ fields }) => fields),
      }
    },
  }
}

const mostKept = 4_000

/** By seq, which names one entry for ever. */
function keep<V>(map: Map<number, V>, key: number, value: V): void {
  if (map.size >= mostKept) map.clear()
  map.set(key, value)
}
