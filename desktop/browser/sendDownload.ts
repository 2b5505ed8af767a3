import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { attachmentHeader } from '../../shared/files/fileName.ts'
import type { Download } from '../core/files/fileHandlers.ts'
import { securityHeaders } from './staticFiles.ts'

/** A file that a person opens or keeps: to be saved by the browser, never shown by it. 404 where its link has ended. */
export async function sendDownload(
  response: ServerResponse,
  found: Download | undefined,
  headOnly: boolean,
): Promise<void> {
  if (!found) {
    response.writeHead(404, securityHeaders).end()
    return
  }
  response.writeHead(200, {
    ...securityHeaders,
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': found.type,
    'content-disposition': attachmentHeader(found.name),
    'content-length': found.size,
    'cache-control': 'no-store',
  })
  if (headOnly) response.end()
  else await pipeline(Readable.from(found.bytes()), response).catch(() => response.destroy())
}
