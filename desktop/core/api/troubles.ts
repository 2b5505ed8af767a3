import { z } from 'zod'
import { errorBody } from '../../../shared/sync/protocol.ts'
import { call, instant, none } from './define.ts'

/** Why there is no line to the server, or why it does not hold: a closed list; the words are `sync:reasons.<reason>`. */
export const connectionReasons = [
  /** This machine has no way out. */
  'noNetwork',
  'dns',
  'refused',
  'timeout',
  /** A line that was there carries nothing any more. */
  'silent',
  /** Closed without a goodbye. */
  'cut',
  /** Cut again and again soon after it was made, as some proxies do. */
  'unstable',
  /** Somebody in between answers with a page of their own (a hotel's sign-in). */
  'portal',
  /** The server is there, and something in between lets no WebSocket through, or wants a password. */
  'proxy',
  'notPergel',
  'certificateExpired',
  'certificateEarly',
  'certificateUntrusted',
  'certificateHost',
  'tls',
  'busy',
  'gateway',
  'serverFailed',
  'stopping',
  'database',
  'databaseFull',
  'databaseBusy',
] as const
export const connectionReason = z.enum(connectionReasons)
export type ConnectionReason = z.infer<typeof connectionReason>

/** What is more to say about the line than its word. */
export const lineDetails = {
  reason: connectionReason.optional(),
  /** When it is tried again by itself. */
  retryAt: instant.optional(),
  /** How far this machine's clock is ahead of the server's, in milliseconds; only where it is worth a word. */
  clockSkew: z.int().optional(),
}

/** Work that has not reached the server, as far as a damaged file still tells. */
const unsent = z.object({ label: z.string(), at: instant, kind: z.string(), titles: z.array(z.string()) })
export type Unsent = z.infer<typeof unsent>

export const damage = z.object({
  problem: errorBody,
  /** Changes that could be read and will be sent from the new file; newest first, at most 200 of them named. */
  saved: z.array(unsent),
  savedCount: z.int(),
  /** Changes that are known to have waited and cannot be read; undefined: nobody knows. */
  lost: z.int().optional(),
})
export type Damage = z.infer<typeof damage>

export const troubleFunctions = {
  /** What is wrong with the person's file and what would become of what waits in it; null where nothing is wrong. */
  'file.damage': call(none, damage.nullable()),
  /**
   * Puts the damaged file aside under another name and begins a new one, into which what waited is carried as far as it
   * can be read; the records come from the server. Gives the name of the file that was kept.
   */
  'file.startOver': call(none, z.object({ kept: z.string() })),

  /** A screen of this window broke: kept for a report, without its message. Gives the id under which it stands there. */
  'problems.crashed': call(
    z.object({ screen: z.string().max(60), name: z.string().max(60) }),
    z.object({ id: z.string() }),
  ),
  /** What a report carries: nothing personal, as one JSON text to be shown before it is saved; and where it can go. */
  'problems.bundle': call(
    none,
    z.object({
      text: z.string(),
      /** The last error that core gave a window. */
      last: z.object({ id: z.string(), code: z.string(), at: instant, where: z.string() }).optional(),
      /** The company's own address for help, where it set one. */
      support: z.string().optional(),
    }),
  ),
}
