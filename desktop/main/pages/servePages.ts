import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { pageHeaders, pageTypes } from '../../core/api/pagePolicy.ts'
import { isOwnPage } from '../origin.ts'

// A page here talks to core over its MessagePort alone.
const headers = pageHeaders("'none'")

/** Answers for our own scheme with files of the built renderer, and with nothing else. */
export function servePages(folder: string): (request: Request) => Promise<Response> {
  return async request => {
    const file = request.method === 'GET' && isOwnPage(request.url) ? fileFor(folder, request.url) : undefined
    const type = file && pageTypes[extname(file)]
    const bytes = file && type ? await readFile(file).catch(() => undefined) : undefined
    if (!bytes || !type) return new Response('', { status: 404, headers })
    return new Response(new Uint8Array(bytes), { headers: { ...headers, 'content-type': type } })
  }
}

function fileFor(folder: string, url: string): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(new URL(url).pathname)
  } catch {
    return undefined
  }
  if (path.includes('\0')) return undefined
  const file = normalize(join(folder, path))
  return file.startsWith(normalize(folder) + sep) ? file : undefined
}
