import type { HttpBindings } from '@hono/node-server'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { Logger } from './logger.ts'

/** Who calls, once `requireCaller` has let them in. */
export interface Caller {
  company: string
  viewer: Viewer
  /** The API key's id; null for a desktop's session. */
  key: string | null
  device: string | null
  session: string | null
}

/** What Hono's context carries in this server. */
export interface Env {
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    /** The caller's address, behind trusted proxies too. */
    address: string
    logger: Logger
    caller: Caller
  }
}
