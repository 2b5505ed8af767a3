import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Core } from '../core/api/functions.ts'
import { openShell, type Shell } from './shell.ts'

let folder: string
let shell: Shell
const core: Core = {
  call: async name => ({ called: name }) as never,
  subscribe: (_name, _args, listener) => {
    listener({ present: true } as never)
    return () => undefined
  },
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shell-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Pergel</title>')
  shell = await openShell({ core, files: folder, port: 0 })
})
afterEach(async () => {
  await shell.close()
  await rm(folder, { recursive: true })
})

const origin = () => new URL(shell.url).origin
async function enter(): Promise<string> {
  const response = await fetch(shell.url, { redirect: 'manual' })
  expect(response.status).toBe(303)
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}
const open = (options: { cookie?: string; origin?: string }) =>
  new Promise<WebSocket | number>(resolve => {
    const ws = new WebSocket(`${origin().replace('http', 'ws')}/core`, {
      headers: {
        ...(options.cookie ? { cookie: options.cookie } : {}),
        ...(options.origin ? { origin: options.origin } : {}),
      },
    })
    ws.on('open', () => resolve(ws))
    ws.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    ws.on('error', () => undefined)
  })

/** What comes back for bytes that no client of ours would send. */
const raw = (port: string, text: string) =>
  new Promise<string>(resolve => {
    let answer = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text))
    socket.on('data', chunk => {
      answer += chunk
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answer))
  })

describe('the browser shell', () => {
  it('lets nobody in without the printed token, and then by a cookie that scripts cannot read', async () => {
    expect((await fetch(`${origin()}/`)).status).toBe(403)
    expect((await fetch(`${origin()}/?token=wrong`)).status).toBe(403)
    const response = await fetch(shell.url, { redirect: 'manual' })
    expect(response.headers.get('set-cookie')).toMatch(/^pergel_\d+=.+; HttpOnly; SameSite=Strict; Path=\/$/)
    const page = await fetch(`${origin()}/`, { headers: { cookie: await enter() } })
    expect(await page.text()).toContain('Pergel')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  })

  it('answers under no other name, so that a rebound host gets nothing', async () => {
    const cookie = await enter()
    const status = await new Promise(resolve => {
      request(`${origin()}/`, { headers: { host: 'evil.example', cookie } }, response =>
        resolve(response.statusCode),
      ).end()
    })
    expect(status).toBe(421)
  })

  it('outlives addresses that are none and callers who hang up', async () => {
    const { port } = new URL(shell.url)
    for (const target of ['//', 'http://[', '/\\\\:0']) {
      expect(await raw(port, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1.1 4/,
      )
      const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket'
      expect(await raw(port, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${upgrade}\r\n\r\n`)).toMatch(
        /^HTTP\/1.1 4/,
      )
    }
    expect((await fetch(shell.url, { redirect: 'manual' })).status).toBe(303)
  })

  it('serves nothing outside its folder', async () => {
    const cookie = await enter()
    for (const path of ['/..%2f..%2fetc%2fpasswd.txt', '/%00.html', '/missing.js'])
      expect((await fetch(origin() + path, { headers: { cookie } })).status).toBe(404)
  })

  it('opens the function table to its own pages alone', async () => {
    const cookie = await enter()
    expect(await open({ origin: origin() })).toBe(403)
    expect(await open({ cookie, origin: 'http://evil.example' })).toBe(403)
    expect(await open({ cookie })).toBe(403)
    const ws = await open({ cookie, origin: origin() })
    if (typeof ws === 'number') throw new Error(`refused with ${ws}`)
    const answers: unknown[] = []
    const two = new Promise<void>(resolve => {
      ws.on('message', data => {
        answers.push(JSON.parse(String(data)))
        if (answers.length === 3) resolve()
      })
    })
    ws.send('not json')
    ws.send(JSON.stringify({ t: 'call', id: 1, name: 'sync.retry', args: {} }))
    ws.send(JSON.stringify({ t: 'call', id: 2, name: 'toString', args: {} }))
    ws.send(JSON.stringify({ t: 'subscribe', id: 3, name: 'sync.state', args: {} }))
    await two
    ws.terminate()
    expect(answers).toContainEqual({ t: 'answer', id: 1, ok: true, value: { called: 'sync.retry' } })
    expect(answers).toContainEqual({
      t: 'answer',
      id: 2,
      ok: false,
      error: { code: 'input.malformed', params: { at: 'name' } },
    })
    expect(answers).toContainEqual({ t: 'value', id: 3, value: { present: true } })
  })
})
