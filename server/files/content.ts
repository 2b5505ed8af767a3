import { Readable } from 'node:stream'
import { AppError } from '../../shared/errors.ts'
import { attachmentHeader } from '../../shared/files/fileName.ts'
import { servedType } from '../../shared/files/mediaTypes.ts'
import { partBytes } from '../../shared/files/transfer.ts'
import { builtInKinds } from '../../shared/kinds.ts'
import type { RecordState } from '../../shared/record.ts'
import type { Transaction } from '../db/database.ts'
import { createLoader } from '../records/load.ts'
import { byteRange } from '../updates/byteRange.ts'
import type { BlobPlace } from './places.ts'
import type { BlobStore } from './store.ts'

/** The records that were given a content, whoever may see them; at most some. */
export async function recordsWithContent(
  tx: Transaction,
  company: string,
  blob: string,
  kind: string,
): Promise<RecordState[]> {
  const rows = await tx<{ id: string }[]>`
    select file_id as id from blob_use where company_id = ${company} and blob_id = ${blob} limit 200`
  if (rows.length === 0) return []
  return createLoader(tx, company, undefined).records(
    builtInKinds.require(kind),
    'id',
    rows.map(({ id }) => id),
  )
}

export interface ContentAsk {
  method: string
  range: string | undefined
  ifRange: string | undefined
  ifNoneMatch: string | undefined
}
export type ContentAnswer = { headers: Record<string, string> } & (
  | { status: 200 | 206; body: ReadableStream<Uint8Array> }
  | { status: 200 | 206 | 304 | 416; body: null }
)

/** A content as HTTP gives it out: to be kept, never to be shown by a browser, in pieces for who goes on. */
export async function contentAnswer(
  store: BlobStore,
  place: BlobPlace,
  { name, size, hash }: { name: string; size: number; hash: string },
  { method, range: asked, ifRange, ifNoneMatch }: ContentAsk,
): Promise<ContentAnswer> {
  const etag = `"${hash}"`
  const headers: Record<string, string> = {
    'content-type': servedType(name),
    'content-disposition': attachmentHeader(name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    etag,
  }
  if (ifNoneMatch?.split(/\s*,\s*/).includes(etag)) return { status: 304, headers, body: null }
  const range = (ifRange ?? etag) === etag ? byteRange(asked, size) : undefined
  if (range === 'none') return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: null }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  headers['content-length'] = String(end - start + 1)
  if (range) headers['content-range'] = `bytes ${start}-${end}/${size}`
  const status = range ? 206 : 200
  if (method === 'HEAD' || end < start) return { status, headers, body: null }
  // What cannot be read is said as an answer, not by hanging up in the middle of one.
  await store.read(place, Math.floor(start / partBytes))
  // Node's own stream: it asks for the next part when the last one has left, and hears of a caller who hangs up.
  const body = Readable.toWeb(Readable.from(piecesOf(store, place, start, end))) as ReadableStream<Uint8Array>
  return { status, headers, body }
}

/** The bytes from `start` to `end`, both included. */
async function* piecesOf(store: BlobStore, place: BlobPlace, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let part = Math.floor(start / partBytes); part * partBytes <= end; part++) {
    const bytes = await store.read(place, part)
    const from = Math.max(0, start - part * partBytes)
    const to = Math.min(bytes.length, end + 1 - part * partBytes)
    if (to <= from) throw new AppError('storage.failed', { params: { reason: 'shortPart' } })
    yield bytes.subarray(from, to)
  }
}
