import { call, done } from './define.ts'
import { hostFunctions } from './host.ts'

/** What a window asks of the shell that it runs in; core passes it on (see host.ts). */
export const shellFunctions = {
  /** A notification of the system; a click on it opens `route` (`customers/<id>`). Throws shell.unavailable. */
  'shell.notify': call(hostFunctions['notice.show'].args, done),
} as const
