import type { Bridge } from './bridge.ts'
import type { OpenChannel } from './transport.ts'

/** The browser shell: JSON text over a WebSocket at `/core` of the page's own origin; its cookie lets it in. */
export const socketChannel =
  (url: string = ownSocket()): OpenChannel =>
  events => {
    const socket = new WebSocket(url)
    socket.addEventListener('open', () => events.onOpen())
    socket.addEventListener('message', event => events.onMessage(parsed(event.data)))
    socket.addEventListener('close', () => events.onClose())
    return { send: message => socket.send(JSON.stringify(message)), close: () => socket.close() }
  }

/** The Electron app: structured clone over a port that the preload script hands over. */
export const portChannel =
  (bridge: Pick<Bridge, 'nextPort' | 'onLost'>): OpenChannel =>
  events => {
    let port: MessagePort | undefined
    let isClosed = false
    const close = () => {
      isClosed = true
      port?.close()
    }
    void bridge.nextPort().then(opened => {
      if (isClosed) return opened.close()
      port = opened
      port.addEventListener('message', event => events.onMessage(event.data))
      // A port does not say that its other end is gone: the app does.
      bridge.onLost(() => {
        if (isClosed) return
        close()
        events.onClose()
      })
      port.start()
      events.onOpen()
    })
    return { send: message => port?.postMessage(message), close }
  }

function ownSocket(): string {
  const url = new URL('/core', window.location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  url.search = ''
  url.hash = ''
  return url.href
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return undefined
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
