import { z } from 'zod'
import { recordKey, uuid } from '../../../shared/record.ts'
import { errorBody } from '../../../shared/sync/protocol.ts'
import { call, done, none, stream } from './define.ts'

/** Bytes as base64: one table is carried by every line, and a line of text is one of them. */
const base64 = z.string().max(1_500_000)
/** Most bytes of one piece, before they are written as text. */
export const mostPiece = 1_048_576

const aFile = z.object({ id: uuid })

const transfer = z.object({
  /** Of the file record. */
  id: uuid,
  parent: recordKey.optional(),
  name: z.string(),
  size: z.int(),
  direction: z.enum(['up', 'down']),
  state: z.enum([
    /** Into this machine's own store; its record is made afterwards. */
    'copying',
    /** For the line, for its record to be accepted, or for its turn. */
    'waiting',
    'running',
    'paused',
    /** Tried again only when somebody says so. */
    'failed',
  ]),
  /** Bytes. */
  done: z.int(),
  perSecond: z.number(),
  error: errorBody.optional(),
})
/** A file's bytes on their way, as windows show it. */
export type Transfer = z.infer<typeof transfer>

/** What became of a file that was to be opened or kept. `page`: this shell leaves it to the page, which loads `url` of core. */
const handedOut = z.object({ outcome: z.enum(['done', 'cancelled', 'page']), url: z.string().optional() })

/** Files on records. Part of the table in functions.ts. */
export const fileFunctions = {
  /** A file that somebody chose: its bytes follow by `files.write`, in order. Gives the id that its record will have. */
  'files.begin': call(
    z.object({ parent: recordKey, name: z.string().trim().min(1).max(255), size: z.int().min(0) }),
    aFile,
  ),
  /** Throws storage.full, and record.notFound for a file that was given up. */
  'files.write': call(z.object({ id: uuid, offset: z.int().min(0), bytes: base64 }), done),
  /** All bytes are here: the record is made, and they go to the server as soon as there is a line. */
  'files.finish': call(aFile, z.object({ operation: uuid })),
  /** Gives up a file that is still being copied. */
  'files.drop': call(aFile, done),

  /** What is on its way now, and what waits for it, the oldest first. */
  'files.transfers': stream(none, z.array(transfer)),
  'files.pause': call(aFile, done),
  /** Goes on with what was paused or has failed. */
  'files.resume': call(aFile, done),
  /** Gives up a download. */
  'files.stop': call(aFile, done),

  /** Which of these files have their bytes on this machine. */
  'files.here': call(z.object({ ids: z.array(uuid).max(500) }), z.array(z.boolean())),
  /** Brings a file's bytes to this machine. Throws content.notHere, network.offline, storage.full. */
  'files.fetch': call(aFile, done),
  /** A piece of a file that is on this machine. */
  'files.read': call(
    z.object({ id: uuid, offset: z.int().min(0), length: z.int().min(1).max(mostPiece) }),
    z.object({ bytes: base64 }),
  ),
  /** Fetches it and opens it with the system's program. Throws command.refused for what could run something. */
  'files.open': call(aFile, handedOut),
  /** Fetches it, asks where it shall be kept, and keeps it there. */
  'files.save': call(aFile, handedOut),

  /** Bytes of fetched files on this machine. */
  'files.space': call(none, z.object({ used: z.int(), limit: z.int() })),
  /** Removes what can be fetched again. */
  'files.makeRoom': call(none, done),
} as const
