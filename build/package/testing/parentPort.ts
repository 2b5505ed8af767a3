import { EventEmitter } from 'node:events'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded before a bundle that Electron would run as a utility process: `process.parentPort` over this process's channel.
 * `{port}` is a message of the one window.
 */
if (isMainThread) {
  const parent = new EventEmitter()
  const port = new EventEmitter()
  /** Until the port is started its messages wait, as those of a MessagePort do. */
  let waiting: unknown[] | undefined = []
  Object.assign(port, {
    start: () => {
      for (const data of waiting ?? []) port.emit('message', { data })
      waiting = undefined
    },
    close: () => {},
    postMessage: (data: unknown) => process.send?.({ port: data }),
  })
  Object.assign(parent, { postMessage: (data: unknown) => process.send?.({ data }) })
  process.on('message', (message: { data?: { t: string }; port?: unknown }) => {
    if (!message.port) parent.emit('message', { data: message.data, ports: message.data?.t === 'window' ? [port] : [] })
    else if (waiting) waiting.push(message.port)
    else port.emit('message', { data: message.port })
  })
  Object.assign(process, { parentPort: parent })
}
