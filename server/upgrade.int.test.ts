import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestServer, testServer } from './testing/testServer.ts'

let test: TestServer
const uncaught: unknown[] = []
const note = (error: unknown) => void uncaught.push(error)
beforeAll(async () => {
  process.on('uncaughtException', note)
  test = await testServer()
})
afterAll(async () => {
  await test?.close()
  process.off('uncaughtException', note)
})

/** What comes back for a request to upgrade, in bytes as they are. */
const upgrade = (path: string, then: 'wait' | 'reset' = 'wait') =>
  new Promise<string>(done => {
    const { hostname, port } = new URL(test.url)
    const socket = connect(Number(port), hostname)
    let heard = ''
    socket.on('data', data => {
      heard += String(data)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => done(heard))
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
    if (then === 'reset') setTimeout(() => socket.resetAndDestroy(), 5)
  })

it('an upgrade to an address that is none, or that nobody waits for, harms nobody', async () => {
  for (const path of ['//[', '//', '/nowhere', 'http://[', '*']) expect(await upgrade(path)).toMatch(/^HTTP\/1.1 4\d\d/)
  await Promise.all(Array.from({ length: 20 }, () => upgrade('/nowhere', 'reset')))
  await Promise.all(Array.from({ length: 20 }, () => upgrade('/sync', 'reset')))
  expect(uncaught).toEqual([])
  expect((await test.call('GET', '/health')).status).toBe(200)
})
