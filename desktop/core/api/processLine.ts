import { z } from 'zod'
import { errorBody } from '../../../shared/sync/protocol.ts'

/**
 * How Electron's main runs core in a process of its own: `start` once and first, `window` with one MessagePort each
 * (wire.ts), `stop` last. Beside these go the messages of hostLine.ts.
 */
export const toCoreProcess = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('start'),
    profile: z.string(),
    server: z.string(),
    /** What the system's key store is worth: `none` where there is none, `weak` where it only hides. */
    keyStore: z.enum(['none', 'weak', 'strong']),
    log: z.boolean(),
    /** `email:password`: signs in where nobody is (development, tests). */
    signIn: z.string().optional(),
  }),
  z.object({ t: z.literal('window') }),
  z.object({ t: z.literal('stop') }),
])
export type ToCoreProcess = z.infer<typeof toCoreProcess>

export const fromCoreProcess = z.discriminatedUnion('t', [
  z.object({ t: z.literal('ready') }),
  /** It could not open the profile (storage.inUse, storage.damaged, …), and ends. */
  z.object({ t: z.literal('failed'), error: errorBody }),
])
export type FromCoreProcess = z.infer<typeof fromCoreProcess>
