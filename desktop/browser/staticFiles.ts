import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pageHeaders, pageTypes } from '../core/api/pagePolicy.ts'

/** Its pages open a WebSocket to core. */
export const securityHeaders = pageHeaders("'self'")

/** A file of the built renderer; a path without an ending is the app itself. Hashed assets may be kept for ever. */
export async function sendFile(
  response: ServerResponse,
  folder: string,
  path: string,
  headOnly: boolean,
): Promise<void> {
  const file = fileFor(folder, path)
  const found = file ? await stat(file).catch(() => null) : null
  if (!file || !found?.isFile()) {
    response.writeHead(404, securityHeaders).end()
    return
  }
  response.writeHead(200, {
    ...securityHeaders,
    'content-type': pageTypes[extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store',
  })
  if (headOnly) response.end()
  else await pipeline(createReadStream(file), response).catch(() => response.destroy())
}

function fileFor(folder: string, path: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return null
  }
  if (decoded.includes('\0')) return null
  const file = normalize(join(folder, extname(decoded) ? decoded : 'index.html'))
  return file.startsWith(normalize(folder) + sep) ? file : null
}
