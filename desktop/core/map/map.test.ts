import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { MapAnswer } from '../../../shared/mapServer.ts'
import { mapHandlers } from './mapHandlers.ts'
import { keptPictures } from './pictures.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A server on this machine, with what it was asked. */
async function place(answer: Answer): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  closing.push(() => new Promise(closed => server.close(closed)))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const png: Answer = (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('bild')
const json =
  (value: unknown): Answer =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))

/** A desktop whose server names these map servers. */
async function desktop(named: MapAnswer) {
  const pergel = await place(json(named))
  const handlers = mapHandlers({ session: () => ({ server: pergel.url, token: 'gizli' }), now: Date.now })
  return { handlers, pergel }
}

it('asks nobody else where the operator has named nobody', async () => {
  const { handlers, pergel } = await desktop({})
  expect(await handlers['map.settings']({})).toEqual({ canFind: false })
  await expect(handlers['map.tile']({ z: 3, x: 1, y: 1 })).rejects.toMatchObject({ code: 'record.notFound' })
  await expect(handlers['map.find']({ words: 'Kadıköy' })).rejects.toMatchObject({ code: 'record.notFound' })
  expect(pergel.asked.map(({ url }) => url)).toEqual(['/map'])
})

it('gives pictures of the named server, asked once each and without saying who asks', async () => {
  const tiles = await place(png)
  const { handlers, pergel } = await desktop({
    tiles: { url: `${tiles.url}/{z}/{x}/{y}.png`, attribution: '© Harita' },
  })
  expect(await handlers['map.settings']({})).toEqual({ tiles: { attribution: '© Harita' }, canFind: false })
  expect(tiles.asked).toEqual([])
  const wanted = { z: 10, x: 605, y: 387 }
  const [one, same] = await Promise.all([handlers['map.tile'](wanted), handlers['map.tile'](wanted)])
  expect(one.image).toBe(`data:image/png;base64,${Buffer.from('bild').toString('base64')}`)
  expect(same).toEqual(one)
  expect(await handlers['map.tile'](wanted)).toEqual(one)
  expect(tiles.asked.map(({ url }) => url)).toEqual(['/10/605/387.png'])
  expect(JSON.stringify(tiles.asked[0]?.headers)).not.toContain('gizli')
  expect(pergel.asked).toHaveLength(1)
})

it('takes pictures only, and none that are too large or lie elsewhere', async () => {
  const other = await place(png)
  const answers: Record<string, Answer> = {
    '/0/0/0': json({}),
    '/1/0/0': (_, response) => response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>'),
    '/1/1/0': (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end('x'.repeat(1_000_001)),
    '/1/0/1': (_, response) => response.writeHead(302, { location: other.url }).end(),
    '/1/1/1': (_, response) => response.writeHead(404).end(),
  }
  const tiles = await place((request, response) => (answers[request.url ?? ''] ?? png)(request, response))
  const { handlers } = await desktop({ tiles: { url: `${tiles.url}/{z}/{x}/{y}`, attribution: '' } })
  const ask = (z: number, x: number, y: number) => handlers['map.tile']({ z, x, y })
  await expect(ask(0, 0, 0)).rejects.toMatchObject({ code: 'server.unavailable' })
  await expect(ask(1, 0, 0)).rejects.toMatchObject({ code: 'server.unavailable' })
  await expect(ask(1, 1, 0)).rejects.toMatchObject({ code: 'server.unavailable' })
  await expect(ask(1, 0, 1)).rejects.toMatchObject({ code: 'network.offline' })
  await expect(ask(1, 1, 1)).rejects.toMatchObject({ code: 'server.unavailable', params: { status: 404 } })
  // Beyond the world there is nothing to ask for.
  await expect(ask(1, 2, 0)).rejects.toMatchObject({ code: 'input.invalid' })
  expect(other.asked).toEqual([])
  expect(tiles.asked).toHaveLength(5)
})

it('finds an address by the first place of the answer, and says where there is none', async () => {
  const answers: unknown[] = [
    [
      { lat: '41.0138', lon: '28.9497', display_name: 'İstanbul' },
      { lat: 1, lon: 2 },
    ],
    [],
    'no',
  ]
  const finder = await place((request, response) => json(answers.shift())(request, response))
  const { handlers } = await desktop({ geocoder: { url: `${finder.url}/search?format=json&q={q}` } })
  expect(await handlers['map.find']({ words: 'Gül & Sok. 4, Kadıköy' })).toEqual({
    latitude: 41.0138,
    longitude: 28.9497,
  })
  expect(finder.asked[0]?.url).toBe('/search?format=json&q=G%C3%BCl%20%26%20Sok.%204%2C%20Kad%C4%B1k%C3%B6y')
  expect(await handlers['map.find']({ words: 'hiçbir yer' })).toBe(null)
  await expect(handlers['map.find']({ words: 'bozuk' })).rejects.toMatchObject({ code: 'server.unavailable' })
})

it('shows no map while its server is away, and asks again afterwards', async () => {
  let isAway = true
  const pergel = await place((request, response) =>
    isAway
      ? response.writeHead(503).end()
      : json({ tiles: { url: 'http://h/{z}/{x}/{y}', attribution: 'a' } })(request, response),
  )
  const handlers = mapHandlers({ session: () => ({ server: pergel.url, token: 't' }), now: Date.now })
  expect(await handlers['map.settings']({})).toEqual({ canFind: false })
  isAway = false
  expect(await handlers['map.settings']({})).toEqual({ tiles: { attribution: 'a' }, canFind: false })
})

it('keeps the pictures that were last used, up to a limit', () => {
  const kept = keptPictures(10)
  kept.put('a', 'aaaa')
  kept.put('b', 'bbbb')
  expect(kept.get('a')).toBe('aaaa')
  kept.put('c', 'cccc')
  expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual(['aaaa', undefined, 'cccc'])
  kept.put('a', 'aaaaaa')
  expect([kept.get('a'), kept.get('c')]).toEqual(['aaaaaa', 'cccc'])
})
