import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { uuidv7 } from '../../../shared/ids.ts'
import type { Head } from '../../../shared/sync/protocol.ts'
import { type LinkSettings, type News, openLink } from './link.ts'

let server: WebSocketServer
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
})
afterEach(() => server.close())

const head = (number: number): Head => ({ epoch: 1, number, hash: '0'.repeat(64) })
const welcome = {
  ...{ t: 'welcome', v: 1, view: 'v', head: head(1), heads: [], time: '', lease: 1, answeredSeq: 0 },
  company: { id: 'c', name: 'c', zone: 'z' },
  viewer: { user: uuidv7(), team: null, role: uuidv7(), rights: { kinds: {}, abilities: [] } },
}
const live = (number: number, size = 0) => ({
  ...{ t: 'live', after: number - 1, to: head(number) },
  states: Array.from({ length: size }, () => ({ kind: 'thing', id: uuidv7(), epoch: 1, number, gone: true })),
})
/** A link from its beginning to its end; gives the reason. */
async function lived(settings: Partial<LinkSettings>): Promise<unknown> {
  const { ended } = await openLink({
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hello: { token: 't', device: uuidv7(), heads: [] },
    news: () => {},
    log: () => {},
    ...settings,
  })
  if (!ended.aborted) await once(ended, 'abort')
  return ended.reason
}
const packed = (frame: object) => Buffer.concat([Buffer.alloc(4), zstdCompressSync(Buffer.from(JSON.stringify(frame)))])

test('what came in one piece with the last word is not taken any more', async () => {
  server.on('connection', (socket, request) =>
    socket.once('message', () => {
      request.socket.cork()
      for (const frame of [welcome, live(2), { t: 'bye', error: { code: 'auth.replaced' } }, live(3)])
        socket.send(JSON.stringify(frame))
      request.socket.uncork()
    }),
  )
  const news: News[] = []
  await lived({ news: frame => void news.push(frame) })
  expect(news).toEqual([live(2)])
})

test('frames behind one that is unpacked are taken after it, and the last word before the end', async () => {
  const said: unknown[] = []
  server.on('connection', socket =>
    socket.once('message', data => {
      said.push(JSON.parse(String(data)))
      socket.send(JSON.stringify(welcome))
      socket.send(packed(live(2, 5000)))
      socket.send(JSON.stringify(live(3)))
      socket.send(packed(live(4)))
      socket.send(Buffer.from('no packed frame'))
      socket.send(JSON.stringify(live(5)))
      socket.send(JSON.stringify({ t: 'bye', error: { code: 'auth.replaced' } }))
      socket.close()
    }),
  )
  const news: News[] = []
  const ended = await lived({ news: frame => void news.push(frame) })
  expect(ended).toMatchObject({ code: 'auth.replaced' })
  expect(news.map(frame => frame.t === 'live' && [frame.to.number, frame.states.length])).toEqual([
    ...[
      [2, 5000],
      [3, 0],
      [4, 0],
      [5, 0],
    ],
  ])
  expect(said).toEqual([expect.objectContaining({ t: 'hello', unpacks: true })])
})

test.each([
  ['packed frame', packed],
  ['frame', (frame: object) => JSON.stringify(frame)],
])('a %s that cannot be taken ends the connection', async (_, as) => {
  server.on('connection', socket =>
    socket.once('message', () => {
      socket.send(JSON.stringify(welcome))
      socket.send(as(live(2)))
      socket.send(as(live(3)))
    }),
  )
  const logged: string[] = []
  let taken = 0
  const ended = await lived({
    news() {
      taken++
      throw new Error('no')
    },
    log: event => void logged.push(event),
  })
  expect(ended).toMatchObject({ code: 'internal' })
  expect([taken, logged]).toEqual([1, ['frame.failed']])
})
