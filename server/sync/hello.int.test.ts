import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { builtInKinds } from '../../shared/kinds.ts'
import type { Database } from '../db/database.ts'
import { attachSync, type Sync } from './socket.ts'

const http = createServer()
let sync: Sync | undefined
afterEach(async () => {
  await sync?.close()
  http.close()
})

/** What a desktop is told that comes while the database takes its time. */
async function told(say: (ws: WebSocket) => void): Promise<unknown> {
  sync = attachSync(http, {
    // Nobody gets as far as to read from it.
    database: {} as Database,
    kinds: builtInKinds,
    now: Date.now,
    authenticate: () =>
      new Promise((_, reject) => {
        const busy = new AppError('server.unavailable', { params: { reason: 'databaseBusy' } })
        setTimeout(() => reject(busy), 600)
      }),
    submit: async () => [],
    viewed: async () => undefined,
    addressOf: () => '127.0.0.1',
    leaseSeconds: 60,
    limit: { requests: 100, seconds: 1 },
    helloMs: 200,
    onError: () => undefined,
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  const ws = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/sync`)
  ws.once('open', () => say(ws))
  const [data] = await new Promise<[Buffer]>(resolve => ws.once('message', (...given) => resolve([given[0] as Buffer])))
  ws.terminate()
  return JSON.parse(String(data))
}

const hello = { t: 'hello', v: 1, token: 'x'.repeat(40), device: uuidv7(), heads: [] }

it('whose sender the database is slow to tell is not answered by signing them out', async () => {
  expect(await told(ws => ws.send(JSON.stringify(hello)))).toMatchObject({
    t: 'bye',
    error: { code: 'server.unavailable', params: { reason: 'databaseBusy' } },
  })
})

it('that does not come in time is not waited for, and signs nobody out either', async () => {
  expect(await told(() => undefined)).toMatchObject({
    t: 'bye',
    error: { code: 'server.unavailable', params: { reason: 'timeout' } },
  })
})
