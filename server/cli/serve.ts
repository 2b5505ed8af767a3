import { createServer } from '../app.ts'
import { needsCode, setupCode } from '../auth/setup.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { isLoopback } from '../http/addressOf.ts'
import { createLogger, type Logger } from '../http/logger.ts'
import type { Installation } from '../installation.ts'
import { tellServiceManager } from './serviceManager.ts'
import type { Verb } from './verb.ts'
import { waitForDatabase } from './waitForDatabase.ts'

export const serve: Verb = {
  usage: 'serve [--allow-demo]',
  about: 'Starts the sync server and runs until Ctrl-C or SIGTERM.',
  details: [
    '--allow-demo   serve the demo company also where others can reach this server',
    'Configuration comes from the environment: PERGEL_HOST, PERGEL_PORT, PERGEL_DATA_DIR, PERGEL_DATABASE_URL, …',
  ],
  options: { 'allow-demo': { type: 'boolean' } },
  run: async values => {
    const config = readConfig(process.env)
    const servesDemo = values['allow-demo'] === true || !openBy(config)
    const logger = createLogger(config.logLevel)
    outliveReaders()
    const { stopped, stop } = stopSignal()
    const broken = surviveMistakes(logger, stop)
    const installation = await waitForDatabase({
      ...{ config, logger, stopped },
      waits() {
        console.log('Pergel server waits for its database and answers 503 until it is there.')
        void tellServiceManager('READY=1', 'Waits for its database')
      },
    })
    if (!installation) return 0
    try {
      if (!servesDemo) await refuseDemo(installation, config)
      const server = createServer(config, { installation, logger, servesDemo })
      const { url } = await server.listen()
      await tellSetupCode(installation, config.publicUrl ?? url)
      console.log(`Pergel server is ready: ${url}`)
      await tellServiceManager('READY=1', `Serves ${url}`)
      await stopped
      void tellServiceManager('STOPPING=1', 'Finishes what it has accepted')
      await server.close()
    } finally {
      await installation.close()
    }
    return broken() ? 1 : 0
  },
}

/**
 * A promise that nobody waited for is a line in the log and no reason to leave hundreds of desktops alone. What was thrown
 * past everybody leaves an unknown state behind: what is accepted is finished, and the service manager starts anew.
 */
function surviveMistakes(logger: Logger, stop: () => void): () => boolean {
  let isBroken = false
  process.on('unhandledRejection', error => logger.failure('unhandled rejection', error))
  process.on('uncaughtException', error => {
    logger.failure('uncaught exception', error)
    isBroken = true
    stop()
  })
  return () => isBroken
}

/** Whoever reads what we print may end before us: that error, logged, would be the cause of the next one, without end. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}

/** On a server without a company the operator needs a way to the first one. */
async function tellSetupCode({ database, secret }: Installation, url: string) {
  if (!(await needsCode(database))) return
  const { code, expiresAt } = await setupCode({ database, secret, now: Date.now })
  console.log(
    `There is no company yet. In the app choose the server ${url} and type this code, good once and until ` +
      `${expiresAt.slice(0, 10)}: ${code}`,
  )
}

const isLocal = (host: string) => host === 'localhost' || isLoopback(host.replace(/^\[(.*)\]$/, '$1'))

/** The variable by which others can reach this server; a proxy of this machine has a public address of its own. */
export function openBy({
  host,
  publicUrl,
}: Pick<Config, 'host' | 'publicUrl'>): [name: string, value: string] | undefined {
  if (!isLocal(host)) return ['PERGEL_HOST', host]
  return publicUrl && !isLocal(new URL(publicUrl).hostname) ? ['PERGEL_PUBLIC_URL', publicUrl] : undefined
}

async function refuseDemo({ database }: Installation, config: Config) {
  const [name, value] = openBy(config) ?? []
  const [demo] = await database.lookup('companies', tx => tx`select 1 from company where is_demo`)
  if (demo)
    throw new ConfigError(
      `${name}: ${JSON.stringify(value)} cannot be used with the demo company, whose passwords everybody knows; ` +
        'allowed: this machine alone, or serve --allow-demo',
    )
}

/** `stopped` resolves at the first signal. A second one, a while later, is a person who does not want to wait. */
function stopSignal(): { stopped: Promise<void>; stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  let since = 0
  const handle = () => {
    if (since === 0) {
      since = Date.now()
      resolve()
    } else if (Date.now() - since > 2000) process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle)
  return { stopped: promise, stop: resolve }
}
