import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between a desktop and the server and counts the bytes that the server sends. */
export async function startProxy(target: string) {
  let bytes = 0
  const sockets = new Set<Socket>()
  const server = createServer(near => {
    const far = connect(Number(new URL(target).port), '127.0.0.1')
    far.on('data', chunk => {
      bytes += chunk.length
    })
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    begin() {
      bytes = 0
    },
    bytes: () => bytes,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
