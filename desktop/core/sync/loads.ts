import type { Rev } from '../../../shared/record.ts'
import type { Database } from '../storage/database.ts'

/** `fill`: put what comes onto what is here. `reload`: and remove what does not come. */
export type LoadMode = 'fill' | 'reload'

/** One kind that is to be loaded below replication, and how far that has come. Lives in the file. */
export interface Load {
  kind: string
  mode: LoadMode
  /** Only what this earlier view did not show. */
  notIn?: string
  /** What was changed after this comes by the feed. */
  start: Rev
  /** Ids from here on up are loaded. */
  before?: string
  done: number
  total?: number
  complete: boolean
}

export interface Loads {
  all(): Load[]
  pending(): Load[]
  /** Of all loads together; undefined: there are none. */
  progress(): { done: number; total: number } | undefined
  /** In this order; an earlier load of the same kind is forgotten. */
  add(loads: readonly Pick<Load, 'kind' | 'mode' | 'notIn' | 'start'>[]): void
  /** Records how far a load has come; inside the transaction that holds what was loaded. */
  advance(kind: string, before: string, done: number): void
  setTotals(totals: ReadonlyMap<string, number>): void
  complete(kind: string): void
  remove(kinds: readonly string[]): void
}

/** Place of a complete load: behind all others, so that progress still counts it. */
const completed = 1_000_000

export function createLoads(database: Database): Loads {
  const { prepare } = database
  const read = (row: unknown): Load => {
    const { not_in, epoch, number, before, total, place, ...rest } = row as {
      kind: string
      mode: LoadMode
      place: number
      not_in: string | null
      epoch: number
      number: number
      before: string | null
      done: number
      total: number | null
    }
    return {
      ...rest,
      start: { epoch, number },
      complete: place >= completed,
      ...(not_in === null ? {} : { notIn: not_in }),
      ...(before === null ? {} : { before }),
      ...(total === null ? {} : { total }),
    }
  }
  const all = (): Load[] => prepare('SELECT * FROM sync_load ORDER BY place, kind').all().map(read)
  return {
    all,
    pending: () => all().filter(load => !load.complete),
    progress() {
      const { loads, ...sums } = prepare(
        'SELECT count(*) AS loads, sum(done) AS done, sum(max(ifnull(total, 0), done)) AS total FROM sync_load',
      ).get() as { loads: number; done: number; total: number }
      return loads === 0 ? undefined : sums
    },
    add(loads) {
      database.write(() => {
        const last = Number(
          prepare(`SELECT coalesce(max(place), 0) FROM sync_load WHERE place < ${completed}`).pluck().get(),
        )
        loads.forEach(({ kind, mode, notIn, start }, i) => {
          prepare(
            `INSERT OR REPLACE INTO sync_load(kind, place, mode, not_in, epoch, number, done) VALUES (?, ?, ?, ?, ?, ?, 0)`,
          ).run(kind, last + 1 + i, mode, notIn ?? null, start.epoch, start.number)
        })
      })
    },
    advance: (kind, before, done) =>
      void prepare('UPDATE sync_load SET before = ?, done = done + ? WHERE kind = ?').run(before, done, kind),
    setTotals(totals) {
      database.write(
        () => {
          for (const [kind, total] of totals) prepare('UPDATE sync_load SET total = ? WHERE kind = ?').run(total, kind)
        },
        { sync: 'normal' },
      )
    },
    complete: kind =>
      void database.write(() => prepare(`UPDATE sync_load SET place = ${completed} WHERE kind = ?`).run(kind), {
        sync: 'normal',
      }),
    remove(kinds) {
      database.write(() => {
        for (const kind of kinds) prepare('DELETE FROM sync_load WHERE kind = ?').run(kind)
      })
    },
  }
}
