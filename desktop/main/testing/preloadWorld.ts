import { fileURLToPath } from 'node:url'
import type { CDPSession } from '@playwright/test'
import { build } from 'vite'

/** What the page's isolated world says to us. */
export type FromPreload =
  | { t: 'send'; channel: string }
  | { t: 'port'; id: number; message: unknown }
  | { t: 'portClosed'; id: number }
/** What we say to it. */
export type ToPreload =
  | { t: 'ipc'; channel: string; message: unknown; ports: number[] }
  | { t: 'port'; id: number; message: unknown }
  | { t: 'portClosed'; id: number }

const world = 'preload'

/**
 * Runs a preload script as Electron does: before the page's own scripts, in a world of its own, with `electron` as all that
 * it can require, and a bridge of functions into the page.
 */
export async function runPreload(session: CDPSession, script: string, receive: (message: FromPreload) => void) {
  let context: number | undefined
  session.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
    if (name === world && (auxData as { isDefault?: boolean } | undefined)?.isDefault === false) context = id
  })
  session.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name === 'toMain') receive(JSON.parse(payload))
  })
  await session.send('Page.enable')
  await session.send('Runtime.enable')
  await session.send('Runtime.addBinding', { name: 'toMain', executionContextName: world })
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${inPage})()` })
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `(${inIsolation})((module, exports, require) => {${script}\n})`,
    worldName: world,
  })
  return (message: ToPreload): void => {
    if (context === undefined) return
    const expression = `fromMain(${JSON.stringify(message)})`
    // A page that is on its way elsewhere hears nothing more, as in Electron.
    session.send('Runtime.evaluate', { expression, contextId: context }).catch(() => undefined)
  }
}

/** The preload script as one file, as the app has it. */
export async function bundlePreload(): Promise<string> {
  const result = await build({
    configFile: false,
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    logLevel: 'silent',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      write: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('../../preload/index.ts', import.meta.url)),
        external: ['electron'],
        output: { format: 'cjs' },
      },
    },
  })
  const output = 'output' in result ? result.output : []
  if (output.length !== 1) throw new Error('The preload script must be one file')
  return output[0].code
}

/** In the page's own world: makes the names that the bridge exposes. Leaves nothing else behind. */
function inPage(): void {
  if (window !== window.top) return
  document.addEventListener('double:expose', event => {
    const name = (event as CustomEvent<string>).detail
    Object.defineProperty(window, name, {
      value: () => document.dispatchEvent(new CustomEvent('double:call', { detail: name })),
      enumerable: true,
    })
  })
}

/** In the isolated world. */
function inIsolation(
  script: (module: { exports: object }, exports: object, require: (name: string) => unknown) => void,
) {
  // Only in the page itself, as without nodeIntegrationInSubFrames.
  if (window !== window.top) return
  const world = globalThis as unknown as { toMain(text: string): void; fromMain(message: ToPreload): void }
  const toMain = (message: FromPreload) => world.toMain(JSON.stringify(message))
  const exposed = new Map<string, () => void>()
  const listeners = new Map<string, (event: { ports: MessagePort[] }, message: unknown) => void>()
  const ports = new Map<number, MessagePort>()
  document.addEventListener('double:call', event => exposed.get((event as CustomEvent<string>).detail)?.())

  const portFor = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => toMain({ t: 'port', id, message: data })
    port1.addEventListener('close', () => toMain({ t: 'portClosed', id }))
    ports.set(id, port1)
    return port2
  }
  world.fromMain = message => {
    if (message.t === 'port') ports.get(message.id)?.postMessage(message.message)
    else if (message.t === 'portClosed') ports.get(message.id)?.close()
    else listeners.get(message.channel)?.({ ports: message.ports.map(portFor) }, message.message)
  }
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown) => {
        if (typeof value !== 'function') throw new Error('The double bridges functions without arguments only')
        exposed.set(name, value as () => void)
        document.dispatchEvent(new CustomEvent('double:expose', { detail: name }))
      },
    },
    ipcRenderer: {
      on: (channel: string, listener: (event: { ports: MessagePort[] }, message: unknown) => void) =>
        listeners.set(channel, listener),
      send: (channel: string) => toMain({ t: 'send', channel }),
    },
  }
  const module = { exports: {} }
  script(module, module.exports, name => {
    if (name === 'electron') return electron
    throw new Error(`A sandboxed preload script cannot require ${name}`)
  })
}
