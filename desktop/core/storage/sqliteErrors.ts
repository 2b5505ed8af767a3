import { AppError, type ErrorCode } from '../../../shared/errors.ts'
import { hasRoom } from './fileHealth.ts'

const codes: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'storage.full'],
  ['SQLITE_READONLY', 'storage.readOnly'],
  ['SQLITE_CANTOPEN', 'storage.readOnly'],
  ['SQLITE_PERM', 'storage.readOnly'],
  ['SQLITE_CORRUPT', 'storage.damaged'],
  ['SQLITE_NOTADB', 'storage.damaged'],
  ['SQLITE_IOERR', 'storage.failed'],
]
/** Of the file system, for the small files beside the database. */
const systemCodes: Record<string, ErrorCode> = {
  ENOSPC: 'storage.full',
  EDQUOT: 'storage.full',
  EROFS: 'storage.readOnly',
  EACCES: 'storage.readOnly',
  EPERM: 'storage.readOnly',
  EIO: 'storage.failed',
  ENODEV: 'storage.failed',
}
/** Less room than this, and an error of the disk is that it is full: SQLite does not always say so. */
const nothingLeft = 1_000_000

/**
 * What SQLite or the file system threw, as an AppError where a person can do something about it; anything else is a bug
 * and stays itself. `file`: where it happened.
 */
export function asStorageError(thrown: unknown, file?: string): unknown {
  const sqlite = sqliteCode(thrown)
  const found = codes.find(([prefix]) => sqlite?.startsWith(prefix))?.[1] ?? systemCode(thrown)
  if (!found) return thrown
  const isFull = found === 'storage.failed' && file !== undefined && !hasRoom(file, nothingLeft)
  return new AppError(isFull ? 'storage.full' : found, { cause: thrown })
}

/** `SQLITE_…` of an error that came from SQLite, else undefined. */
export function sqliteCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return undefined
  return thrown.code.startsWith('SQLITE_') ? thrown.code : undefined
}

/** Errors of files carry the call that failed; one of a socket has the same codes and is not about the disk. */
function systemCode(thrown: unknown): ErrorCode | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('syscall' in thrown)) return undefined
  return /^(connect|bind|listen|send|recv|getaddrinfo)/.test(String(thrown.syscall))
    ? undefined
    : systemCodes[String(thrown.code)]
}
