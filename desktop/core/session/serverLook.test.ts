import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { lookAtServer } from './serverLook.ts'

const servers: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** What is said of a server that answers everything like this. */
async function told(status: number, body: string): Promise<unknown> {
  const server = createServer((_, response) => response.writeHead(status).end(body))
  servers.push(server)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { problem } = await lookAtServer(`127.0.0.1:${(server.address() as AddressInfo).port}`)
  return problem?.params
}

it.each([
  [404, ''],
  [403, '<h1>Forbidden</h1>'],
  [401, '{"error":"who are you"}'],
  [200, '<h1>Hello</h1>'],
])('another product that answers %i is told to be one', async (status, body) => {
  expect(await told(status, body)).toEqual({ reason: 'notPergel' })
})

it.each([502, 503, 504, 429])(
  'a proxy that answers %i is told to be busy, since ours may stand behind it',
  async status => {
    expect(await told(status, '<h1>Bad gateway</h1>')).toEqual({ status })
  },
)

it('a port to which nobody speaks HTTP is told like one that is closed', async () => {
  expect((await lookAtServer('http://127.0.0.1:6000')).problem).toMatchObject({
    code: 'network.offline',
    params: { reason: 'refused' },
  })
})
