import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { hostHere } from '../core/api/hostLine.ts'
import { type OpenCore, openCore } from '../core/core.ts'
import { type Unexpected, watchProcess } from '../core/diagnostics/unexpected.ts'
import { fileKeyStore } from '../core/session/keyStore.ts'
import { openBrowser } from './openBrowser.ts'
import { browserPrinting } from './printPdf.ts'
import { reasonOf } from './reasonOf.ts'
import { openShell } from './shell.ts'

const usage = `One Pergel desktop with a profile of its own; several can run side by side.

  npm run desktop -- --server URL --profile DIR [--browser] [--port N] [--headless]

  --server URL     the sync server (http://127.0.0.1:4780)
  --profile DIR    folder of this desktop's data (.pergel/desktop)
  --browser        the browser shell also where Electron is; --port and --headless imply it
  --port N         port of the browser shell; any free one where not given
  --headless       print the address, open nothing
  --sign-in E:P    sign in at the start where nobody is (development)
  --renderer-url   the renderer's development server (development)
`

/** How long it may take to close its files after a fault, in milliseconds; they are whole either way. */
const patience = 5_000

let profile = ''

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      server: { type: 'string', default: `http://127.0.0.1:${process.env['PERGEL_PORT'] || 4780}` },
      profile: { type: 'string', default: join(process.env['PERGEL_DATA_DIR'] || '.pergel', 'desktop') },
      browser: { type: 'boolean' },
      port: { type: 'string', default: '0' },
      headless: { type: 'boolean' },
      'sign-in': { type: 'string' },
      'renderer-url': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port is ${values.port}; a number from 0 to 65535 is allowed`)
  if (!URL.canParse(values.server))
    throw new Error(`--server is ${values.server}; an address such as https://pergel.example.com is allowed`)
  profile = resolve(values.profile)
  const log = (event: string, details?: Record<string, unknown>) => {
    if (process.env['PERGEL_LOG_LEVEL'] === 'debug') console.error(JSON.stringify({ event, ...details }))
  }
  let open: OpenCore | undefined
  let stop: (code: number) => void = code => process.exit(code)
  watchProcess(process, failure => {
    open?.noteUnexpected(failure)
    tellUnexpected(failure)
    if (!failure.isFatal) return
    setTimeout(() => process.exit(1), patience)
    stop(1)
  })
  open = await openCore({
    profile,
    server: values.server,
    keys: fileKeyStore(join(profile, 'keys.json')),
    host: hostHere(browserPrinting(process.env['PERGEL_CHROMIUM'])),
    log,
  })
  const { core, close } = open
  const shell = await openShell({
    core,
    download: open.download,
    // As a source and as a bundle (dist/desktop-…) it lies two folders below the project.
    files: resolve(import.meta.dirname, '../../dist/renderer'),
    port,
    ...(values['renderer-url'] ? { rendererUrl: values['renderer-url'] } : {}),
  })
  let isStopping = false
  const end = async (code: number) => {
    if (isStopping) return
    isStopping = true
    await shell.close()
    await close()
    process.exit(code)
  }
  stop = code => void end(code)
  process.on('SIGINT', () => stop(0))
  process.on('SIGTERM', () => stop(0))
  if (values['sign-in']) await signInOnce(core, values['sign-in'])
  console.log(`Pergel desktop is ready: ${shell.url}`)
  if (!values.headless) openBrowser(shell.url, join(profile, 'browser'))
}

async function signInOnce(core: Awaited<ReturnType<typeof openCore>>['core'], pair: string): Promise<void> {
  const state = await core.call('session.state', {})
  const [email = '', password = ''] = pair.split(/:(.*)/s)
  if (state.state === 'signedOut') await core.call('session.signIn', { email, password })
}

/** By code alone: a message could quote what somebody wrote. */
function tellUnexpected({ code, at, isFatal }: Unexpected): void {
  // The terminal itself is gone.
  if (code === 'EPIPE') return
  const where = at ? ` (${code} at ${at})` : ` (${code})`
  console.error(
    isFatal
      ? `Pergel desktop: something went wrong that it cannot go on from${where}. What was saved is kept; start it again.`
      : `Pergel desktop: something went wrong, and it goes on${where}.`,
  )
}

main().catch(thrown => {
  console.error(`Pergel desktop: ${reasonOf(thrown, profile)}`)
  process.exit(1)
})
