import { AppError, type ErrorCode } from '../../../shared/errors.ts'

const codes: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'storage.full'],
  ['SQLITE_READONLY', 'storage.readOnly'],
  ['SQLITE_CORRUPT', 'storage.damaged'],
  ['SQLITE_NOTADB', 'storage.damaged'],
]

/** What SQLite threw, as an AppError where a person can do something about it; anything else is a bug and stays itself. */
export function asStorageError(thrown: unknown): unknown {
  const sqlite = sqliteCode(thrown)
  const found = codes.find(([prefix]) => sqlite?.startsWith(prefix))
  return found ? new AppError(found[1], { cause: thrown }) : thrown
}

/** `SQLITE_…` of an error that came from SQLite, else undefined. */
export function sqliteCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return undefined
  return thrown.code.startsWith('SQLITE_') ? thrown.code : undefined
}
