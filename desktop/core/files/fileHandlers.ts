import { randomBytes } from 'node:crypto'
import { AppError, asAppError } from '../../../shared/errors.ts'
import { safeFileName } from '../../../shared/files/fileName.ts'
import { opensOutside, servedType } from '../../../shared/files/mediaTypes.ts'
import type { Handlers } from '../api/dispatch.ts'
import type { fileFunctions, Transfer } from '../api/files.ts'
import type { Host } from '../api/host.ts'
import { saveRecord } from '../functions/write.ts'
import type { Workspace } from '../workspace.ts'
import { fileKind } from './files.ts'
import { permitNew } from './permitNew.ts'

/** What the browser shell hands to a page that loads a file: its bytes as they are asked for. */
export interface Download {
  name: string
  type: string
  size: number
  bytes(): AsyncIterable<Uint8Array>
}

export interface FileHandlersOptions {
  work: () => Workspace
  /** Undefined: nobody is signed in. */
  current: () => Workspace | undefined
  host: Host
}

/** How long a page may take to come for what it was promised. */
const ticketMs = 600_000
const pieceBytes = 1_048_576

/** Files as windows ask for them. `follow` is to be called whenever somebody else may be signed in. */
export function fileHandlers({ work, current, host }: FileHandlersOptions) {
  const listeners = new Set<(value: Transfer[]) => void>()
  const tickets = new Map<string, { from: Workspace; id: string; until: number }>()
  let followed: Workspace | undefined
  let unfollow = () => {}

  const tell = () => {
    const value = current()?.files.transfers() ?? []
    for (const listener of listeners) listener(value)
  }
  const follow = () => {
    const now = current()
    if (now === followed) return
    unfollow()
    followed = now
    unfollow = now?.files.onTransfers(tell) ?? (() => {})
    tell()
  }
  const handToPage = (id: string): { outcome: 'page'; url: string } => {
    const now = Date.now()
    for (const [old, { until }] of tickets) if (until < now) tickets.delete(old)
    const ticket = randomBytes(24).toString('base64url')
    tickets.set(ticket, { from: work(), id, until: now + ticketMs })
    return { outcome: 'page', url: `/files/${ticket}` }
  }
  /** Undefined: this shell cannot do it, and the page must. */
  const byShell = <T>(asked: Promise<T>): Promise<T | undefined> =>
    asked.catch(thrown => {
      if (asAppError(thrown).code === 'shell.unavailable') return undefined
      throw thrown
    })

  const handlers: Pick<Handlers, keyof typeof fileFunctions> = {
    'files.begin': async ({ parent, name, size }) => {
      permitNew(work(), { parent, name })
      return { id: await work().files.begin({ parent, name, size }) }
    },
    'files.write': async ({ id, offset, bytes }) => {
      await work().files.write(id, offset, Buffer.from(bytes, 'base64'))
      return {}
    },
    'files.finish': async ({ id }) => {
      const now = work()
      const { parent, name } = await now.files.finish(id)
      try {
        const set = { name: { value: name }, parent: { value: parent } }
        const { operation } = saveRecord(now, { kind: fileKind, id, create: true, set })
        now.files.kick()
        return { operation }
      } catch (thrown) {
        await now.files.drop(id)
        throw thrown
      }
    },
    'files.drop': async ({ id }) => {
      await work().files.drop(id)
      return {}
    },
    'files.transfers': (_args, emit) => {
      listeners.add(emit)
      emit(current()?.files.transfers() ?? [])
      return () => listeners.delete(emit)
    },
    'files.pause': ({ id }) => {
      work().files.pause(id)
      return {}
    },
    'files.resume': ({ id }) => {
      work().files.resume(id)
      return {}
    },
    'files.stop': async ({ id }) => {
      await work().files.stop(id)
      return {}
    },
    'files.here': ({ ids }) => ids.map(id => work().files.isHere(id)),
    'files.fetch': async ({ id }) => {
      await work().files.fetch(id)
      return {}
    },
    'files.read': async ({ id, offset, length }) => {
      const bytes = await work().files.read(id, offset, length)
      return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') }
    },
    'files.open': async ({ id }) => {
      const { files } = work()
      // Nothing that comes meanwhile may put it out again.
      return files.hold(id, async () => {
        await files.fetch(id)
        const { name } = files.facts(id)
        // What could run something is never opened, whoever sent it.
        if (!opensOutside(safeFileName(name)))
          throw new AppError('command.refused', { params: { reason: 'notOpened' } })
        const path = await files.plainCopy(id)
        return (await byShell(host.ask('file.show', { path }))) ? { outcome: 'done' } : handToPage(id)
      })
    },
    'files.save': async ({ id }) => {
      const { files } = work()
      return files.hold(id, async () => {
        await files.fetch(id)
        const asked = await byShell(host.ask('file.place', { name: safeFileName(files.facts(id).name) }))
        if (!asked) return handToPage(id)
        if (asked.path === null) return { outcome: 'cancelled' }
        await files.copyTo(id, asked.path)
        return { outcome: 'done' }
      })
    },
    'files.space': () => work().files.space(),
    'files.makeRoom': async () => {
      await work().files.makeRoom()
      return {}
    },
  }

  return {
    handlers,
    follow,
    /** What stands behind a link of `files.open` or `files.save`; undefined where it has ended. */
    download(ticket: string): Download | undefined {
      const found = tickets.get(ticket)
      if (!found || found.until < Date.now() || found.from !== current()) return undefined
      const { files } = found.from
      const { name, size } = files.facts(found.id)
      return { name, size, type: servedType(name), bytes: () => piecesOf(files, found.id, size) }
    },
  }
}

/** It stays until the last piece has been taken, or nobody takes any more. */
async function* piecesOf(files: Workspace['files'], id: string, size: number): AsyncGenerator<Uint8Array> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const held = files.hold(id, () => promise)
  try {
    for (let at = 0; at < size; at += pieceBytes) yield await files.read(id, at, pieceBytes)
  } finally {
    resolve()
    await held
  }
}
