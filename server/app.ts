import { setTimeout as delay } from 'node:timers/promises'
import { Hono } from 'hono'
import { builtInKinds } from '../shared/kinds.ts'
import { type CallerOptions, callerOf, requireCaller } from './auth/callers.ts'
import { identity } from './auth/identity.ts'
import { linkPages } from './auth/linkPage.ts'
import { type Sessions, sessions } from './auth/sessions.ts'
import type { Config } from './config.ts'
import { fileRoutes } from './files/routes.ts'
import { blobStore } from './files/store.ts'
import { growSlowly } from './heapGrowth.ts'
import { addressOf } from './http/addressOf.ts'
import type { Env } from './http/env.ts'
import { httpServer } from './http/httpServer.ts'
import { createLogger, type Logger } from './http/logger.ts'
import { unserved } from './http/methods.ts'
import { createMetrics } from './http/metrics.ts'
import { problem } from './http/problem.ts'
import { type Limit, type LimitKey, rateLimit } from './http/rateLimit.ts'
import { requests } from './http/requests.ts'
import { statusRoutes } from './http/status.ts'
import { type Installation, openInstallation } from './installation.ts'
import { listenToOthers } from './instances/others.ts'
import { presenceElsewhere } from './instances/presenceElsewhere.ts'
import { watchLogProblems } from './jobs/logProblems.ts'
import { type JobQueue, startJobs } from './jobs/queue.ts'
import { scheduledJobs } from './jobs/scheduled.ts'
import { mapRoutes } from './map/routes.ts'
import { restRoutes } from './rest/routes.ts'
import { createServices, type Services } from './services.ts'
import { stageRoutes } from './stages/routes.ts'
import { attachSync, type Sync } from './sync/socket.ts'
import { updateRoutes } from './updates/routes.ts'
import { version } from './version.ts'

export interface ServerOverrides {
  /** An open database in place of the configuration's; who gives it closes it. */
  installation?: Installation
  logger?: Logger
  now?: () => number
  limits?: Partial<Limits>
  /** The queue and its nightly work; on unless a test has no use for it. */
  jobs?: boolean
  /** Until a failed job or mail is tried again. */
  jobsRetrySeconds?: number
  /** Serve the demo company although others can reach this server. */
  servesDemo?: boolean
}
export interface Limits {
  /** Sign-in calls of an address. */
  signIn: Limit
  /** All other calls of an address, and REST calls of a key or session. */
  address: Limit
  caller: Limit
  /** What one desktop asks over its socket; see server/sync/pace.ts. */
  socket: Limit
}
const defaultLimits: Limits = {
  signIn: { requests: 300, seconds: 60 },
  address: { requests: 12_000, seconds: 60 },
  caller: { requests: 6000, seconds: 60 },
  socket: { requests: 6000, seconds: 10 },
}

export interface PergelServer {
  listen: () => Promise<{ url: string }>
  /** Stops accepting, lets what is under way finish, tells the desktops, and closes the database last. */
  close: () => Promise<void>
  /** Only after `listen`: what the server is made of. */
  readonly parts: { app: Hono<Env>; services: Services; sync: Sync; sessions: Sessions }
}

/** How long an offline desktop may go on working: seconds. */
const leaseSeconds = 14 * 86_400

/** Composes the whole server. Nothing happens before `listen`. */
export function createServer(config: Config, overrides: ServerOverrides = {}): PergelServer {
  let running: Running | undefined
  return {
    listen: async () => {
      running = await start(config, overrides)
      return { url: running.url }
    },
    close: async () => {
      const ending = running
      running = undefined
      await ending?.close()
    },
    get parts() {
      if (!running) throw new Error('The server does not listen')
      return running.parts
    },
  }
}

interface Running {
  url: string
  close: () => Promise<void>
  parts: PergelServer['parts']
}

async function start(config: Config, overrides: ServerOverrides): Promise<Running> {
  growSlowly()
  const logger = overrides.logger ?? createLogger(config.logLevel)
  const now = overrides.now ?? Date.now
  const limits = { ...defaultLimits, ...overrides.limits }
  const installation = overrides.installation ?? (await openInstallation(config, { max: 12, logger }))
  const { database } = installation
  const metrics = createMetrics()
  const services = createServices({ installation, logger, now })
  const { access, viewers, writer } = services
  const open = sessions({ database, now })
  const callers: CallerOptions = { database, sessions: open, viewers, access, now }

  const app = new Hono<Env>()
  let isGoing = false
  const isDraining = () => isGoing
  const { trustedProxies } = config
  app.use(requests({ logger, metrics, trustedProxies, isDraining }))
  app.onError((error, c) => problem(c, error))
  app.notFound(unserved(app))
  app.route(
    '/',
    statusRoutes({
      ...{ database, version, kind: installation.kind, metrics, trustedProxies, isDraining },
      callerOf: from => callerOf(callers, from),
    }),
  )
  const limitTo = (name: 'address' | 'caller', key: LimitKey) => rateLimit({ name, limit: limits[name], now, key })
  const authenticate = [
    limitTo('address', c => c.get('address')),
    requireCaller(callers),
    limitTo('caller', c => c.get('caller').key ?? c.get('caller').session ?? ''),
  ]
  const rest = { database, writer, access, now, cipherOf: services.keys.cipherOf, authenticate }
  const store = blobStore({ root: config.blobsDir, keys: services.keys })
  app.route('/', fileRoutes({ ...rest, keys: services.keys, store, root: config.blobsDir }))
  app.route('/', restRoutes(rest))
  app.use(
    '/updates/*',
    limitTo('address', c => c.get('address')),
  )
  app.route('/updates', updateRoutes({ folder: config.updatesDir }))
  app.route('/map', mapRoutes({ config, authenticate }))
  app.route('/stages', stageRoutes({ database, writer, authenticate, now }))
  /** What is there only after the first request may have come. */
  const begun: { url: string; jobs?: JobQueue } = { url: '' }
  const people = identity({
    ...{ config, services, sessions: open, logger, now, version, authenticate },
    limit: limits.signIn,
    servesDemo: overrides.servesDemo ?? true,
    url: () => begun.url,
    queue: () => begun.jobs,
  })
  app.route('/auth', people.routes)
  app.route('/', linkPages())

  const http = httpServer(app.fetch, config, logger)
  const sync = attachSync(http.server, {
    database,
    kinds: builtInKinds,
    now,
    cipherOf: services.keys.cipherOf,
    authenticate: token => open.authenticate(token),
    submit: async ({ company, device, address, viewer }, entries, malformed) => {
      const author = { company, viewer, device, address, source: 'sync' } as const
      const answers = await Promise.all([writer.submit(author, entries), writer.refuse(author, malformed)])
      return answers.flat()
    },
    viewed: async ({ company, user, device, address }, views) => {
      for (const { kind, id, at } of views)
        access.add(company, { action: 'record.viewed', at, user, device, address, kind, record: id })
    },
    addressOf: request => addressOf(request, config.trustedProxies),
    leaseSeconds,
    limit: limits.socket,
    onError: services.onError,
    announce: (...moved) => elsewhere.announce(...moved),
  })
  const elsewhere = presenceElsewhere({ database, companies: sync.companies, onError: services.onError })
  metrics.gauge('pergel_connections', 'Desktops connected', () => sync.connections)
  services.onCommit(commit => {
    metrics.committed(commit.rows.length)
    // Behind the answer: its sender may write on while everybody else is told.
    setImmediate(() => sync.committed(commit.company, commit.after, commit.head, commit.rows))
  })
  open.onEnded(({ company, user, by, session }) =>
    session ? sync.signedOut(company, session) : sync.replaced(company, user, by),
  )
  const url = await http.listen().catch(async error => {
    await sync.close()
    await elsewhere.close()
    await services.close()
    metrics.close()
    throw error
  })
  begun.url = url
  const others = await listenToOthers({ database, services, sync, sessions: open })
  await elsewhere.listen()

  const problems = watchLogProblems({ database, onError: services.onError })
  metrics.gauge('pergel_log_problems', 'Damaged log rows found by the last nightly check', problems.count)
  const jobs =
    overrides.jobs === false
      ? undefined
      : await startJobs({
          url: installation.url,
          logger,
          tasks: people.tasks,
          ...(overrides.jobsRetrySeconds === undefined ? {} : { retrySeconds: overrides.jobsRetrySeconds }),
          jobs: scheduledJobs({ database, writer, store, now, logger, onVerified: problems.refresh }),
        })

  if (jobs) begun.jobs = jobs
  logger.info('listening', { version, database: installation.kind })

  return {
    url,
    parts: { app, services, sync, sessions: open },
    close: async () => {
      isGoing = true
      const seconds = config.drainSeconds
      logger.info('stopping', { drain: seconds })
      // Proxies learn from /health that this instance goes; until they know, everybody is served.
      if (seconds > 0) await delay(seconds * 1000)
      const answered = http.stop()
      await sync.close()
      await answered()
      // After the last answer: its mail goes by the queue.
      await people.idle()
      await jobs?.stop()
      problems.close()
      await others.close()
      await elsewhere.close()
      await services.close()
      metrics.close()
      if (!overrides.installation) await installation.close()
      logger.info('stopped')
    },
  }
}
