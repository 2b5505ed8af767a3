import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Something between a desktop and its server that does not keep its lines. */
export interface BadProxy {
  /** ws:// address to give to the desktop. */
  url: string
  /** Lines that were made so far. */
  lines: number
  /** From now on every line is cut this many milliseconds after it was made; undefined: none is. */
  cutAfter: number | undefined
  /** Lines stay open and carry nothing more, in either direction: half-open. */
  muteAll(): void
  close(): Promise<void>
}

export async function badProxy(server: string): Promise<BadProxy> {
  const { hostname, port, pathname } = new URL(server)
  const pairs = new Set<[Socket, Socket]>()
  const listener = createServer(near => {
    const far = connect(Number(port), hostname)
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    proxy.lines++
    const end = () => {
      near.destroy()
      far.destroy()
      pairs.delete(pair)
    }
    for (const socket of pair) socket.on('error', end).on('close', end)
    near.pipe(far)
    far.pipe(near)
    if (proxy.cutAfter !== undefined) setTimeout(end, proxy.cutAfter)
  })
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve))
  const proxy: BadProxy = {
    url: `ws://127.0.0.1:${(listener.address() as AddressInfo).port}${pathname}`,
    lines: 0,
    cutAfter: undefined,
    muteAll() {
      for (const [near, far] of pairs) {
        near.unpipe(far)
        far.unpipe(near)
        near.resume()
        far.resume()
      }
    },
    close() {
      for (const [near] of pairs) near.destroy()
      return new Promise(resolve => listener.close(() => resolve()))
    },
  }
  return proxy
}
