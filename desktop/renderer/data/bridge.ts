import type { ToWindow, WindowCommand } from '../../core/api/bridge.ts'

declare global {
  interface Window {
    /** There in the Electron app alone (desktop/preload): asks for a line to core, which comes as a message. */
    pergel?: () => void
  }
}

/** The way to the Electron app around this page. */
export interface Bridge {
  /** A new line to core, as soon as there is one. */
  nextPort(): Promise<MessagePort>
  /** Calls the latest listener when every line to core is gone. */
  onLost(listener: () => void): void
  onGo(listener: (path: string) => void): void
  onCommand(listener: (what: WindowCommand) => void): void
}

/** undefined in the browser shell. */
export function openBridge(): Bridge | undefined {
  const ask = window.pergel
  if (!ask) return undefined
  let waiting: ((port: MessagePort) => void) | undefined
  let lost: () => void = () => undefined
  let go: (path: string) => void = () => undefined
  let command: (what: WindowCommand) => void = () => undefined
  window.addEventListener('message', ({ source, data, ports: [port] }: MessageEvent<unknown>) => {
    // The preload script speaks to its own window as that window.
    if (source !== window || !isToWindow(data)) return
    if (data.pergel === 'lost') lost()
    else if (data.pergel === 'go') go(data.path)
    else if (data.pergel === 'do') command(data.what)
    else if (port) {
      if (waiting) waiting(port)
      else port.close()
      waiting = undefined
    }
  })
  return {
    nextPort: () =>
      new Promise(resolve => {
        waiting = resolve
        ask()
      }),
    onLost: listener => {
      lost = listener
    },
    onGo: listener => {
      go = listener
    },
    onCommand: listener => {
      command = listener
    },
  }
}

const isToWindow = (data: unknown): data is ToWindow => typeof data === 'object' && data !== null && 'pergel' in data
