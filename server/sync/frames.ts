import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { type Entry, entry, maxEntryBytes, uuid } from '../../shared/record.ts'
import { type ClientFrame, clientFrame } from '../../shared/sync/protocol.ts'
import type { Malformed } from '../records/writer.ts'

const looseFrame = z.looseObject({ t: z.string(), id: z.int().optional() })
const loosePush = z.object({ t: z.literal('push'), id: z.int(), entries: z.array(z.unknown()).min(1).max(500) })
const named = z.looseObject({ seq: z.int().positive(), id: uuid })

export type Parsed = { frame: ClientFrame; refused: Malformed[] } | { error: AppError; id?: number }

/**
 * A frame from outside. A push with a malformed entry fails in that entry alone, so that one bad one does not hold up
 * the rest; everything else fails as a frame, under its id where that can be read. `bytes`: how large it came.
 */
export function parseFrame(text: string, bytes: number): Parsed {
  const json = parseJson(text)
  const loose = looseFrame.safeParse(json)
  if (!loose.success) return { error: new AppError('input.malformed') }
  const push = loose.data.t === 'push' ? loosePush.safeParse(json) : undefined
  // An entry of a frame within the limit of an entry need not be measured.
  if (push?.success) return parsePush(push.data, bytes > maxEntryBytes)
  const frame = clientFrame.safeParse(json)
  if (frame.success) return { frame: frame.data, refused: [] }
  return { error: new AppError('input.malformed', { params: { at: where(frame.error) } }), ...idOf(loose.data.id) }
}

function parsePush({ id, entries }: z.infer<typeof loosePush>, isLarge: boolean): Parsed {
  const good: Entry[] = []
  const refused: Malformed[] = []
  for (const candidate of entries) {
    const parsed = entry.safeParse(candidate)
    const isTooLarge = isLarge && bytesOf(candidate) > maxEntryBytes
    if (parsed.success && !isTooLarge) {
      good.push(parsed.data)
      continue
    }
    const name = named.safeParse(candidate)
    if (!name.success) return { error: new AppError('input.malformed', { params: { at: 'entries' } }), id }
    const error = isTooLarge
      ? new AppError('input.tooLarge', { params: { max: maxEntryBytes } })
      : new AppError('input.invalid', { params: { at: parsed.error ? where(parsed.error) : '' } })
    refused.push({ seq: name.data.seq, id: name.data.id, error })
  }
  return { frame: { t: 'push', id, entries: good }, refused }
}

function bytesOf(value: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(value))
  } catch {
    // Nested deeper than the stack reaches.
    return Number.POSITIVE_INFINITY
  }
}

/** The first wrong place, without its value: `patches.0.set`. */
const where = (error: z.ZodError): string => (error.issues[0]?.path ?? []).map(String).join('.').slice(0, 100)
const idOf = (id: number | undefined): { id?: number } => (id === undefined ? {} : { id })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
