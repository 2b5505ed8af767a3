import type { Hono, MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'
import type { Env } from '../http/env.ts'
import type { Logger } from '../http/logger.ts'
import type { Limit } from '../http/rateLimit.ts'
import type { JobQueue, Task } from '../jobs/queue.ts'
import { mailer as createMailer } from '../mail/mailer.ts'
import type { Services } from '../services.ts'
import { invitations as createInvitations } from './invitations.ts'
import { endLeavers } from './leavers.ts'
import { lockout as createLockout } from './lockout.ts'
import { ownAccount } from './ownAccount.ts'
import { resets as createResets } from './resets.ts'
import { authRoutes } from './routes.ts'
import type { Sessions } from './sessions.ts'
import { signIn } from './signIn.ts'

export interface IdentityOptions {
  config: Config
  services: Services
  sessions: Sessions
  logger: Logger
  now: () => number
  limit: Limit
  version: string
  servesDemo: boolean
  authenticate: readonly MiddlewareHandler<Env>[]
  /** Where the server listens, and the queue: both begin later than this. */
  url: () => string
  queue: () => JobQueue | undefined
}

/** Who may come in, and how: everything below /auth, composed. */
export function identity(options: IdentityOptions): {
  routes: Hono<Env>
  tasks: Task[]
  /** Nothing that was begun is under way any more when this resolves. */
  idle: () => Promise<void>
} {
  const { config, services, sessions, logger, now, limit, version, servesDemo, authenticate } = options
  const { database, secret, access, viewers, writer, keys, onError } = services
  const lockout = createLockout({ database, secret, now })
  const base = () => config.publicUrl ?? options.url()
  const mailer = createMailer({ smtpUrl: config.smtpUrl, secret, base, queue: options.queue })
  if (mailer.isAble && !config.publicUrl)
    logger.warn('links in mails name the address that this server listens on; set PERGEL_PUBLIC_URL')
  const handing = { mailer, base, publicUrl: config.publicUrl }
  const shared = { database, writer, access, lockout, sessions, viewers, handing, mailer, now, onError }
  const invitations = createInvitations(shared)
  const resets = createResets(shared)
  const leavers = endLeavers({ database, sessions, onError })
  services.onCommit(leavers.committed)
  return {
    routes: authRoutes({
      ...{ database, sessions, access, limit, now, version, authenticate, invitations, resets },
      signIn: signIn({ ...shared, secret, servesDemo }),
      setup: { ...shared, secret, keys },
      account: ownAccount(shared),
      sendsMail: mailer.isAble,
      contact: config.contact,
    }),
    tasks: mailer.isAble ? [mailer.task] : [],
    idle: async () => {
      await Promise.all([resets.idle(), leavers.idle()])
    },
  }
}
