import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { AppError } from '../../shared/errors.ts'
import type { Env } from '../http/env.ts'
import { byteRange } from './byteRange.ts'
import { knownFile } from './knownFile.ts'

/** Descriptions are asked for anew each time; an installer's name holds its version, so it may be kept for a day. */
const caching = { description: 'no-cache', installer: 'public, max-age=86400' } as const

/** A link in the folder leads nowhere: what is given out lies in it. Windows has no such flag. */
const readHere = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)

/**
 * GET and HEAD /updates/<name>: the folder of updates, as desktops ask for it. Nobody has to be signed in: a desktop that
 * is too old for this server must be able to get the version that is not.
 */
export function updateRoutes({ folder }: { folder: string }): Hono<Env> {
  const routes = new Hono<Env>()

  routes.get('/:name', async c => {
    const name = c.req.param('name')
    const known = knownFile(name)
    if (!known) throw new AppError('record.notFound')
    const file = await open(join(folder, name), readHere).catch(() => undefined)
    const found = await file?.stat()
    if (!file || !found?.isFile()) {
      await file?.close()
      throw new AppError('record.notFound')
    }
    const etag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`
    const headers: Record<string, string> = {
      'content-type': known.type,
      'cache-control': caching[known.isDescription ? 'description' : 'installer'],
      'accept-ranges': 'bytes',
      etag,
      'last-modified': found.mtime.toUTCString(),
      'x-content-type-options': 'nosniff',
      ...(known.isDescription ? {} : { 'content-disposition': `attachment; filename="${name}"` }),
    }
    if (
      c.req
        .header('if-none-match')
        ?.split(/\s*,\s*/)
        .includes(etag)
    ) {
      await file.close()
      return c.body(null, 304, headers)
    }
    // A download that goes on with a file that is another by now must start again.
    const isSame = (c.req.header('if-range') ?? etag) === etag
    const range = isSame ? byteRange(c.req.header('range'), found.size) : undefined
    if (range === 'none') {
      await file.close()
      return c.body(null, 416, { ...headers, 'content-range': `bytes */${found.size}` })
    }
    const { start, end } = range ?? { start: 0, end: found.size - 1 }
    headers['content-length'] = String(end - start + 1)
    if (range) headers['content-range'] = `bytes ${start}-${end}/${found.size}`
    const status = range ? 206 : 200
    if (c.req.method === 'HEAD' || found.size === 0) {
      await file.close()
      return c.body(null, status, headers)
    }
    // The stream closes the file, also when the desktop hangs up in the middle.
    const body = Readable.toWeb(file.createReadStream({ start, end })) as ReadableStream<Uint8Array>
    return c.body(body, status, headers)
  })
  return routes
}
