import type * as Electron from 'electron'
import type { ErrorBody } from '../../../shared/errors.ts'
import type { HostHandlers, HostValue, HostValueName } from '../../core/api/host.ts'
import { type FromHost, serveHost } from '../../core/api/hostLine.ts'
import { fromCoreProcess, type ToCoreProcess } from '../../core/api/processLine.ts'
import type { UsedElectron, UsedProcess } from '../electron.ts'

export interface CoreProcessSettings {
  electron: Pick<UsedElectron, 'utilityProcess' | 'MessageChannelMain'>
  /** The bundled entry, desktop/electron/index.ts. */
  entry: string
  start: Omit<Extract<ToCoreProcess, { t: 'start' }>, 't'>
  host: HostHandlers
  log: (event: string, details?: Record<string, unknown>) => void
  /** Core is gone, and all lines with it. */
  lost: () => void
  /** It could not open its profile. Resolves to whether to try again. */
  failed: (error: ErrorBody) => Promise<boolean>
  now?: () => number
}

export interface CoreProcess {
  /** A new line to core, for one window; undefined when the app is about to end. Waits where core is between two lives. */
  line(): Promise<Electron.MessagePortMain | undefined>
  /** Calls at each time core has opened, the first included. */
  onReady(listener: () => void): void
  /** Tells core something under a name; told again when it comes back. */
  tell<N extends HostValueName>(name: N, value: HostValue<N>): void
  /** Core closes its files and ends. Kills it after `grace` ms. */
  stop(grace?: number): Promise<void>
}

const firstWait = 250
const longestWait = 15_000
/** One that has lived so long has not failed at its start. */
const healthyMs = 60_000

/** Core in a process of its own, started again when it dies: what it had acknowledged is on the disk. */
export function startCoreProcess(settings: CoreProcessSettings): CoreProcess {
  const { electron, log, now = Date.now } = settings
  const readyListeners = new Set<() => void>()
  const values = new Map<string, unknown>()
  const waiting = new Set<() => void>()
  let child: UsedProcess | undefined
  let wait = firstWait
  let isStopping = false
  let timer: NodeJS.Timeout | undefined

  const start = () => {
    const began = now()
    const process = electron.utilityProcess.fork(settings.entry, [], { serviceName: 'Pergel Core', stdio: 'inherit' })
    child = process
    let failure: ErrorBody | undefined
    const post = (message: ToCoreProcess | FromHost) => process.postMessage(message)
    const answer = serveHost(settings.host, post)
    process.on('message', message => {
      const parsed = fromCoreProcess.safeParse(message)
      if (!parsed.success) return answer(message)
      if (parsed.data.t === 'ready') for (const listener of readyListeners) listener()
      else {
        failure = parsed.data.error
        process.kill()
      }
    })
    process.once('exit', code => {
      if (child === process) child = undefined
      if (isStopping) return
      settings.lost()
      log('core.ended', { code, ...(failure ? { error: failure.code } : {}) })
      if (failure) return void settings.failed(failure).then(again => again && begin())
      wait = now() - began > healthyMs ? firstWait : Math.min(longestWait, wait * 2)
      timer = setTimeout(begin, wait)
    })
    post({ t: 'start', ...settings.start })
    for (const [name, value] of values) post({ t: 'value', name, value })
    for (const resume of waiting) resume()
    waiting.clear()
  }
  const begin = () => {
    if (!isStopping) start()
  }
  start()

  return {
    async line() {
      while (!child && !isStopping) await new Promise<void>(resolve => waiting.add(resolve))
      if (!child || isStopping) return undefined
      const { port1, port2 } = new electron.MessageChannelMain()
      const message: ToCoreProcess = { t: 'window' }
      child.postMessage(message, [port1])
      return port2
    },
    onReady: listener => void readyListeners.add(listener),
    tell: (name, value) => {
      values.set(name, value)
      child?.postMessage({ t: 'value', name, value } satisfies FromHost)
    },
    async stop(grace = 15_000) {
      isStopping = true
      clearTimeout(timer)
      for (const resume of waiting) resume()
      const process = child
      if (!process) return
      const ended = new Promise<void>(resolve => process.once('exit', () => resolve()))
      const killer = setTimeout(() => {
        log('core.killed')
        process.kill()
      }, grace)
      process.postMessage({ t: 'stop' } satisfies ToCoreProcess)
      await ended
      clearTimeout(killer)
    },
  }
}
