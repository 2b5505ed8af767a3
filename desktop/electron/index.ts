import { join } from 'node:path'
import { asAppError } from '../../shared/errors.ts'
import type { Core } from '../core/api/functions.ts'
import { hostOver, type ToHost } from '../core/api/hostLine.ts'
import { type FromCoreProcess, type ToCoreProcess, toCoreProcess } from '../core/api/processLine.ts'
import { serveCore } from '../core/api/serve.ts'
import { type OpenCore, openCore } from '../core/core.ts'
import { watchProcess } from '../core/diagnostics/unexpected.ts'
import { fileKeyStore, type KeyStore } from '../core/session/keyStore.ts'
import { protectedKeyStore } from '../core/session/protectedKeyStore.ts'
import { type Port, parentPort } from './parentPort.ts'

/** Core as a utility process of Electron: what its main tells it comes over the parent's port, windows over their own. */
const parent = parentPort()
const tell = (message: FromCoreProcess | ToHost) => parent.postMessage(message)
const line = hostOver(tell)
let opening: Promise<OpenCore> | undefined
let isStopping = false
/** How long core may take to close its files after a fault, in milliseconds; they are whole either way. */
const patience = 5_000

parent.on('message', ({ data, ports }) => {
  const parsed = toCoreProcess.safeParse(data)
  if (!parsed.success) return line.receive(data)
  const message = parsed.data
  if (message.t === 'start') void start(message)
  else if (message.t === 'stop') void stop(0)
  else for (const port of ports) void serve(port)
})

// By code alone: a message could quote what somebody wrote. Main starts core again when it ends.
watchProcess(process, async failure => {
  const { event, code, at, isFatal } = failure
  if (code !== 'EPIPE') console.error(JSON.stringify({ event, code, at }))
  if (isFatal) setTimeout(() => process.exit(1), patience)
  const open = await opening?.catch(() => undefined)
  open?.noteUnexpected(failure)
  if (isFatal) await stop(1)
})

async function start({
  profile,
  server,
  keyStore,
  log,
  signIn,
}: Extract<ToCoreProcess, { t: 'start' }>): Promise<void> {
  if (opening) return
  opening = openCore({
    profile,
    server,
    keys: keysIn(profile, keyStore),
    host: line.host,
    // Never secrets or values: what core logs is fit for a diagnostics file.
    log: (event, details) => log && console.error(JSON.stringify({ event, ...details })),
  })
  try {
    const { core } = await opening
    if (signIn) await signInOnce(core, signIn)
    tell({ t: 'ready' })
  } catch (thrown) {
    if (asAppError(thrown).code === 'internal') console.error(thrown)
    tell({ t: 'failed', error: asAppError(thrown).toBody() })
  }
}

async function signInOnce(core: Core, pair: string): Promise<void> {
  const { state } = await core.call('session.state', {})
  const [email = '', password = ''] = pair.split(/:(.*)/s)
  if (state === 'signedOut') await core.call('session.signIn', { email, password })
}

/** One window. Messages that come while core opens wait in its port. */
async function serve(port: Port): Promise<void> {
  const { core } = (await opening?.catch(() => undefined)) ?? {}
  if (!core) return port.close()
  const window = serveCore(core, message => port.postMessage(message))
  port.on('message', ({ data }) => window.receive(data))
  port.on('close', () => window.close())
  port.start()
}

async function stop(code: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  const open = await opening?.catch(() => undefined)
  // A failure to close says nothing that a person could act on now; what was acknowledged is in the file.
  await open?.close().catch(thrown => console.error(thrown))
  process.exit(code)
}

function keysIn(profile: string, keyStore: 'none' | 'weak' | 'strong'): KeyStore {
  const plain = join(profile, 'keys.json')
  if (keyStore === 'none') return fileKeyStore(plain)
  return protectedKeyStore(
    { guarded: join(profile, 'keys.protected.json'), plain },
    {
      weak: keyStore === 'weak',
      protect: async value => (await line.host.ask('keys.protect', { value })).value,
      reveal: async value => (await line.host.ask('keys.reveal', { value })).value,
    },
  )
}
