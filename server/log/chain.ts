import { hash, randomFillSync } from 'node:crypto'
import type { VisibilityKey } from '../../shared/record.ts'
import { canonicalJson } from '../../shared/value.ts'
import { PartWriter } from './partWriter.ts'

/*
 * The byte layout of both chains, version 1. Every row ever written and every head ever witnessed depends on it, so it
 * cannot be changed: a new layout is a new tag beside this one.
 *
 *   part(x)    = length of x in bytes, 4 bytes big-endian ‖ x;   absent: FF FF FF FF
 *   text       = UTF-8;   uuid = its 16 bytes;   integer, time = 8 bytes big-endian, two's complement
 *                (time: microseconds since 2000-01-01T00:00:00Z);   json = canonicalJson (shared/value.ts) as UTF-8
 *
 *   change     = 01 ‖ salt (16 random bytes) ‖ part(field text) ‖ part(old json) ‖ part(new json)
 *   erased     = 00 ‖ commitment (32 bytes) ‖ part(field text)
 *   changes    = change or erased, one after the other (the column `changes`)
 *   commitment = SHA-256(salt ‖ part(field) ‖ part(old) ‖ part(new))
 *   header     = part of each header column, in the order of `logHeader` below or of `accessHeader` in access.ts
 *   hash       = SHA-256(tag ‖ previous hash (32 bytes) ‖ header ‖ (part(field) ‖ commitment) for each change)
 *
 * tag is 'PGL1' for the log and 'PGA1' for the access chain; the first row's previous hash is 32 zero bytes. A part is
 * what PostgreSQL's binary COPY sends for a column, so a verifier hashes rows as they come, without reading them.
 * Erasing turns a change into its commitment; the row's hash stays what it was, and what the value was can no longer
 * be found out by guessing, for the salt is gone.
 */
export type ChainTag = 'PGL1' | 'PGA1'
export const hashBytes = 32
const saltBytes = 16
export const firstHash: Buffer = Buffer.alloc(hashBytes)

export interface LogChange {
  field: string
  old?: unknown
  new?: unknown
}
/** `erased`: the values are gone, that they were changed is not. */
export type ReadChange = LogChange & { erased?: true }

export interface LogHeader {
  company: string
  epoch: number
  number: number
  operation: string
  label: string
  undoes?: string | undefined
  entry?: string | undefined
  user: string
  device?: string | undefined
  address?: string | undefined
  /** Server time, ISO 8601. */
  at: string
  kind: string
  record: string
  /** Null: the record did not exist. */
  before: VisibilityKey | null
  after: VisibilityKey
  /** Number of the row that this one is a consequence of: a dependent follows its parent's key. */
  cause?: number | undefined
  causeDepth: number
}

/** The header's parts, in the order that is hashed. Whether the row creates the record is one byte, 0 or 1. */
export const logHeader = (h: Readonly<LogHeader>): Buffer =>
  writer
    .uuid(h.company)
    .integer(h.epoch)
    .integer(h.number)
    .uuid(h.operation)
    .text(h.label)
    .uuid(h.undoes)
    .uuid(h.entry)
    .uuid(h.user)
    .uuid(h.device)
    .text(h.address)
    .time(h.at)
    .text(h.kind)
    .uuid(h.record)
    .flag(h.before === null)
    .uuid(h.before?.owner)
    .uuid(h.before?.team)
    .uuid(h.after.owner)
    .uuid(h.after.team)
    .integer(h.cause)
    .integer(h.causeDepth)
    .take()

/** The changes with a fresh salt each, as the column `changes` holds them. */
export function sealChanges(changes: readonly LogChange[]): Buffer {
  for (const change of changes)
    writer
      .byte(1)
      .raw(salt())
      .text(change.field)
      .text(change.old === undefined ? undefined : canonicalJson(change.old))
      .text(change.new === undefined ? undefined : canonicalJson(change.new))
  return writer.take()
}

/** The row's hash; throws RangeError when `changes` is not what `sealChanges` or `eraseChanges` gives. */
export const chainHash = (tag: ChainTag, previous: Buffer, header: Buffer, changes: Buffer): Buffer =>
  Buffer.from(rowHash(tag, previous, 0, header, 0, header.length, changes, 0, changes.length), 'latin1')

/** The same over stretches of larger buffers, as a string of one character a byte: what verifying has time for. */
export function rowHash(
  tag: ChainTag,
  previous: Buffer,
  previousAt: number,
  header: Buffer,
  headerStart: number,
  headerEnd: number,
  changes: Buffer,
  start: number,
  end: number,
): string {
  // A change of n bytes gives at most n + 7.
  const bytes = scratch(tag.length + hashBytes + headerEnd - headerStart + (end - start) * 2)
  let to = bytes.write(tag, 0, 'latin1')
  to += previous.copy(bytes, to, previousAt, previousAt + hashBytes)
  to += header.copy(bytes, to, headerStart, headerEnd)
  for (let at = start; at < end; ) {
    const isOpen = isOpenAt(changes, at)
    const field = at + 1 + (isOpen ? saltBytes : hashBytes)
    const fieldEnd = partEnd(changes, field, end)
    // A name is short: a call out of JavaScript takes longer.
    for (let from = field; from < fieldEnd; from++) bytes[to++] = changes[from] ?? 0
    const next = isOpen ? partEnd(changes, partEnd(changes, fieldEnd, end), end) : fieldEnd
    if (isOpen) to += bytes.write(sha256Latin(changes.subarray(at + 1, next)), to, 'latin1')
    else to += changes.copy(bytes, to, at + 1, at + 1 + hashBytes)
    at = next
  }
  return sha256Latin(bytes.subarray(0, to))
}

/** What the column `changes` says, in the order written. */
export function readChanges(changes: Buffer): ReadChange[] {
  return [...slices(changes)].map(c => {
    const field = changes.toString('utf8', c.field + 4, c.fieldEnd)
    if (c.salt === undefined) return { field, erased: true }
    const oldEnd = partEnd(changes, c.fieldEnd)
    return { field, ...valueAt('old', changes, c.fieldEnd), ...valueAt('new', changes, oldEnd) }
  })
}

/** The same changes with the values of the chosen fields replaced by their commitments. The row's hash stays. */
export function eraseChanges(changes: Buffer, chosen: (field: string) => boolean): Buffer {
  const parts: Buffer[] = []
  for (const c of slices(changes)) {
    const name = changes.subarray(c.field, c.fieldEnd)
    if (c.salt === undefined || !chosen(name.toString('utf8', 4))) parts.push(changes.subarray(c.start, c.end))
    else parts.push(erasedFlag, Buffer.from(sha256Latin(changes.subarray(c.salt, c.end)), 'latin1'), name)
  }
  return Buffer.concat(parts)
}

const writer = new PartWriter()
const erasedFlag = Buffer.from([0])

interface Slice {
  start: number
  /** Absent: erased. */
  salt: number | undefined
  field: number
  fieldEnd: number
  end: number
}

function* slices(changes: Buffer): Generator<Slice> {
  for (let start = 0; start < changes.length; ) {
    const isOpen = isOpenAt(changes, start)
    const field = start + 1 + (isOpen ? saltBytes : hashBytes)
    const fieldEnd = partEnd(changes, field)
    const end = isOpen ? partEnd(changes, partEnd(changes, fieldEnd)) : fieldEnd
    yield { start, salt: isOpen ? start + 1 : undefined, field, fieldEnd, end }
    start = end
  }
}

function isOpenAt(changes: Buffer, at: number): boolean {
  const flag = changes[at]
  if (flag !== 0 && flag !== 1) throw new RangeError('neither a change nor an erased one')
  return flag === 1
}

/** Where the part that begins at `at` ends. */
function partEnd(bytes: Buffer, at: number, limit = bytes.length): number {
  const length = bytes.readInt32BE(at)
  const end = at + 4 + (length > 0 ? length : 0)
  if (length < -1 || end > limit) throw new RangeError('part beyond the end')
  return end
}

function valueAt(name: 'old' | 'new', bytes: Buffer, at: number): { old?: unknown; new?: unknown } {
  const length = bytes.readInt32BE(at)
  return length < 0 ? {} : { [name]: JSON.parse(bytes.toString('utf8', at + 4, at + 4 + length)) }
}

// A third of the time of a Buffer digest, and verifying a log is nothing but such calls.
const sha256Latin = (bytes: Buffer): string => hash('sha256', bytes, 'binary')

let scratchBuffer = Buffer.allocUnsafeSlow(64_000)
/** Memory used again by every hash of this thread; nothing waits while it is in use. */
function scratch(size: number): Buffer {
  if (scratchBuffer.length < size) scratchBuffer = Buffer.allocUnsafeSlow(size * 2)
  return scratchBuffer
}

const salts = Buffer.allocUnsafeSlow(saltBytes * 512)
let saltAt = salts.length
/** Lent until the next call. */
function salt(): Buffer {
  if (saltAt === salts.length) {
    randomFillSync(salts)
    saltAt = 0
  }
  saltAt += saltBytes
  return salts.subarray(saltAt - saltBytes, saltAt)
}
