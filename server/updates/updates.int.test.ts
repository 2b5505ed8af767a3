import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestServer, testConfig, testServer } from '../testing/testServer.ts'

let server: TestServer
const folder = testConfig({ ownerUrl: '' }).updatesDir
const file = join(folder, 'Pergel-0.0.1-linux-x86_64.AppImage')
beforeAll(async () => {
  await mkdir(folder, { recursive: true })
  await writeFile(file, 'installer')
  server = await testServer()
})
afterAll(async () => {
  await server.close()
  await rm(file)
})

it('gives installers to desktops that are not signed in, in parts too', async () => {
  const answer = await fetch(`${server.url}/updates/Pergel-0.0.1-linux-x86_64.AppImage`, {
    headers: { range: 'bytes=2-4' },
  })
  expect([answer.status, await answer.text()]).toEqual([206, 'sta'])
  expect(answer.headers.get('ratelimit-limit')).not.toBeNull()
})

it('says in the language of who asks that there is no such file, and takes none', async () => {
  const missing = await server.call('GET', '/updates/latest.yml', { headers: { 'accept-language': 'tr' } })
  expect(missing).toMatchObject({ status: 404, body: { code: 'record.notFound' } })
  expect(missing.headers.get('content-language')).toBe('tr')
  const put = await fetch(`${server.url}/updates/latest.yml`, { method: 'PUT', body: 'version: 9.9.9' })
  expect(put.status).toBe(405)
})
