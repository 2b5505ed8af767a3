import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'

/** Where a device keeps its secrets: the database key, the session token, the vault key. */
export interface KeyStore {
  /** Not protected by the system's own key store; said on screen. */
  readonly weak: boolean
  read(name: string): Promise<Uint8Array | null>
  write(name: string, value: Uint8Array): Promise<void>
  remove(name: string): Promise<void>
  /** Puts a store that cannot be read aside; one that can be read stays as it is. */
  startOver?(): Promise<void>
}

const stored = z.record(z.string(), z.string())

/** For the browser shell and tests: a file that only this user may read. Electron's is safeStorage. */
export function fileKeyStore(file: string): KeyStore {
  const load = async (): Promise<Record<string, string>> => {
    const text = await readFile(file, 'utf8').catch(error => {
      if (error.code === 'ENOENT') return '{}'
      throw error
    })
    try {
      return stored.parse(JSON.parse(text))
    } catch (cause) {
      throw new AppError('storage.damaged', { params: { file: basename(file) }, cause })
    }
  }
  const save = async (values: Record<string, string>): Promise<void> => {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeSafely(file, JSON.stringify(values))
  }
  let line: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = line.then(work)
    line = result.catch(() => undefined)
    return result
  }
  return {
    weak: true,
    read: name =>
      inTurn(async () => {
        const value = (await load())[name]
        return value === undefined ? null : new Uint8Array(Buffer.from(value, 'base64'))
      }),
    write: (name, value) =>
      inTurn(async () => save({ ...(await load()), [name]: Buffer.from(value).toString('base64') })),
    remove: name =>
      inTurn(async () => {
        const { [name]: _removed, ...rest } = await load()
        await save(rest)
      }),
    startOver: () =>
      inTurn(async () => {
        await load().catch(async () => {
          await rename(file, `${file}.kept-${Date.now()}`)
        })
      }),
  }
}

/** Replaces a small file so that a crash leaves the old or the new one, readable by this user alone. */
export async function writeSafely(file: string, text: string): Promise<void> {
  const next = join(dirname(file), `.${process.pid}.${Date.now()}.new`)
  const handle = await open(next, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
    await handle.close()
    await rename(next, file)
    await chmod(file, 0o600)
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(next, { force: true })
    throw error
  }
}
