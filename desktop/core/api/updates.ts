import { z } from 'zod'

/** Where a newer version of the app stands, as the shell tells it. */
export const updateState = z.discriminatedUnion('state', [
  /** This shell takes no updates: the browser shell, a build without the vendor's key, a start from the sources. */
  z.object({ state: z.literal('none') }),
  /** Nothing to do, as far as is known. */
  z.object({ state: z.literal('current') }),
  z.object({
    state: z.literal('loading'),
    version: z.string(),
    /** Bytes. */
    done: z.number(),
    total: z.number(),
    isUrgent: z.boolean(),
  }),
  /** Checked and waiting: a restart installs it, and where the system allows, so does the next time the app is closed. */
  z.object({
    state: z.literal('ready'),
    version: z.string(),
    isUrgent: z.boolean(),
    installsOnQuit: z.boolean(),
  }),
  z.object({
    state: z.literal('failed'),
    /**
     * `signature`: not signed by the vendor. `altered`: signed, but the files are others. `older`: an earlier release
     * offered again. `full`: no room on the disk. `download`: broken off. `install`: the installer did not start.
     */
    reason: z.enum(['signature', 'altered', 'older', 'full', 'download', 'install']),
    isUrgent: z.boolean(),
  }),
])
export type UpdateState = z.infer<typeof updateState>

/** Where the shell looks, and for whom: the device's id says when its turn in a staged roll-out is. */
export const updateSource = z.object({
  server: z.string(),
  device: z.string(),
  /** The server no longer takes this version. */
  isUrgent: z.boolean(),
})
export type UpdateSource = z.infer<typeof updateSource>
