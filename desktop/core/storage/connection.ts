import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { AppError } from '../../../shared/errors.ts'
import { asStorageError, sqliteCode } from './sqliteErrors.ts'

/** Version of the file as a whole (`user_version`); collections have versions of their own. */
export const fileFormat = 1

/** 8 kB took 5 % less room than 4 kB at 350 to 700 bytes a document and 11 % less at 1,400. */
const pageSize = 8192

export interface ConnectionOptions {
  file: string
  /** The raw 256-bit key: no key derivation runs. */
  key: Uint8Array
  readonly?: boolean
  /** Page cache in kB. */
  cacheKb?: number
  /**
   * Pages in the log after which a commit carries them over into the file, by itself. That commit took 30 to 90 ms; 0
   * leaves it to a checkpointer in another thread, without which the log grows.
   */
  logPages?: number
  /** How long a statement waits for another connection's lock, in milliseconds. */
  busyTimeout?: number
}

/**
 * One connection to an encrypted profile file (AEGIS-256: every page is encrypted and authenticated).
 * Errors: storage.wrongKey, storage.damaged, client.tooOld (the file was written by a newer version).
 */
export function connect({
  file,
  key,
  readonly = false,
  cacheKb = 32_000,
  logPages = 1_000,
  busyTimeout = 5_000,
}: ConnectionOptions): Sqlite.Database {
  if (key.length !== 32) throw new RangeError(`a key has 32 bytes, not ${key.length}`)
  const sql = new Sqlite(file, { readonly, fileMustExist: readonly, timeout: busyTimeout })
  try {
    sql.pragma("cipher = 'aegis'")
    sql.pragma("algorithm = 'aegis-256'")
    sql.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
    if (!readonly) sql.pragma(`page_size = ${pageSize}`)
    const format = Number(sql.pragma('user_version', { simple: true }))
    if (format > fileFormat) throw new AppError('client.tooOld', { params: { found: format, known: fileFormat } })
    sql.pragma(`cache_size = -${cacheKb}`)
    sql.pragma('temp_store = MEMORY')
    if (readonly) sql.pragma('query_only = ON')
    else {
      prepareForWriting(sql, format)
      sql.pragma(`wal_autocheckpoint = ${logPages}`)
    }
    return sql
  } catch (thrown) {
    sql.close()
    throw sqliteCode(thrown)?.startsWith('SQLITE_NOTADB') ? unreadable(file, thrown) : asStorageError(thrown, file)
  }
}

function prepareForWriting(sql: Sqlite.Database, format: number): void {
  sql.pragma('journal_mode = WAL')
  sql.pragma('synchronous = FULL')
  sql.pragma('secure_delete = ON')
  sql.pragma('journal_size_limit = 67108864')
  if (format < fileFormat) sql.pragma(`user_version = ${fileFormat}`)
}

/**
 * The first page did not pass its authentication. Bytes 16 to 23 of the header stay readable: where they and the
 * length fit a profile file the key is the likelier cause, else the file is damaged. (Damage inside the first page
 * of an otherwise whole file also says "wrong key": nobody can tell the two apart.)
 */
function unreadable(file: string, cause: unknown): AppError {
  const descriptor = openSync(file, 'r')
  try {
    const header = Buffer.alloc(24)
    const whole = readSync(descriptor, header, 0, 24, 0) === 24
    const page = header.readUInt16BE(16)
    const plausible = whole && page === pageSize && header.subarray(21, 24).equals(Buffer.from([0x40, 0x20, 0x20]))
    const fits = plausible && fstatSync(descriptor).size % page === 0
    return new AppError(fits ? 'storage.wrongKey' : 'storage.damaged', { cause })
  } finally {
    closeSync(descriptor)
  }
}
