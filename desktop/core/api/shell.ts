import { z } from 'zod'
import { call, done, none, stream } from './define.ts'
import { hostFunctions } from './host.ts'
import { updateState } from './updates.ts'

/** What a window asks of the shell that it runs in; core passes it on (see host.ts). */
export const shellFunctions = {
  /** A notification of the system; a click on it opens `route` (`customers/<id>`). Throws shell.unavailable. */
  'shell.notify': call(hostFunctions['notice.show'].args, done),
  /**
   * Asks where a file shall be kept, and keeps it there. `page`: this shell leaves it to the page, whose browser saves
   * files itself. Throws storage.failed.
   */
  'shell.saveFile': call(
    hostFunctions['file.save'].args,
    z.object({ outcome: z.enum(['saved', 'cancelled', 'page']) }),
  ),
  'updates.state': stream(none, updateState),
  /** Looks for a newer version now. Throws shell.unavailable. */
  'updates.check': call(none, done),
  /** Ends the app, installs what is ready and starts it again. Throws shell.unavailable. */
  'updates.restart': call(none, done),
} as const
