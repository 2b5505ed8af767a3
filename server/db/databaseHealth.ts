import { type DatabaseTrouble, databaseTrouble } from './away.ts'

/** How the database does, by how the work with it ends: told when it changes, not with each of a thousand failures. */
export interface DatabaseHealth {
  readonly trouble: DatabaseTrouble | undefined
  worked(): void
  failed(thrown: unknown): void
  /** `seconds`: how long it lasted, at its end. */
  onChange(listener: (change: { trouble: DatabaseTrouble | undefined; code: string; seconds: number }) => void): void
}

export function createDatabaseHealth(now: () => number = Date.now): DatabaseHealth {
  const listeners: Parameters<DatabaseHealth['onChange']>[0][] = []
  let trouble: DatabaseTrouble | undefined
  let since = now()
  const change = (next: DatabaseTrouble | undefined, code: string): void => {
    if (next === trouble) return
    const seconds = Math.round((now() - since) / 1000)
    trouble = next
    since = now()
    for (const listener of listeners) listener({ trouble, code, seconds })
  }
  return {
    get trouble() {
      return trouble
    },
    // A full disk still reads: only a write that went well ends it, or a while without a refusal.
    worked() {
      if (trouble && (trouble !== 'databaseFull' || now() - since > fullFor)) change(undefined, '')
    },
    failed(thrown) {
      const found = databaseTrouble(thrown)
      // While it is away nobody gets a connection either: that is no news.
      if (!found || (found === 'databaseBusy' && trouble === 'database')) return
      if (found === trouble && found === 'databaseFull') since = now()
      change(found, thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '')
    },
    onChange(listener) {
      listeners.push(listener)
    },
  }
}
const fullFor = 60_000
