import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { servePages } from './servePages.ts'

let folder: string
let serve: (request: Request) => Promise<Response>
const get = (url: string, init?: RequestInit) => serve(new Request(url, init))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pergel-pages-'))
  await mkdir(join(folder, 'renderer/assets'), { recursive: true })
  await writeFile(join(folder, 'renderer/index.html'), '<!doctype html><title>Pergel</title>')
  await writeFile(join(folder, 'renderer/assets/a.js'), 'export {}')
  await writeFile(join(folder, 'renderer/assets/a.map'), '{}')
  await writeFile(join(folder, 'secret.html'), 'secret')
  serve = servePages(join(folder, 'renderer'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('pages come with a policy that runs and asks nothing but their own files', async () => {
  const response = await get('pergel-app://app/index.html?window=admin#/people')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  const policy = new Map(
    (response.headers.get('content-security-policy') ?? '')
      .split('; ')
      .map(rule => [rule.split(' ')[0], rule.split(' ').slice(1)]),
  )
  expect(policy.get('default-src')).toEqual(["'none'"])
  expect(policy.get('script-src')).toEqual(["'self'"])
  expect(policy.get('connect-src')).toEqual(["'none'"])
  for (const name of ['base-uri', 'form-action', 'frame-ancestors']) expect(policy.get(name)).toEqual(["'none'"])
  expect([...policy.values()].flat().filter(source => /unsafe-eval|\*|https?:/.test(source))).toEqual([])
  expect(policy.get('script-src')).not.toContain("'unsafe-inline'")
})

test('scripts come as scripts', async () => {
  expect((await get('pergel-app://app/assets/a.js')).headers.get('content-type')).toContain('text/javascript')
})

test.each([
  'pergel-app://app/',
  'pergel-app://app/missing.html',
  'pergel-app://app/assets/a.map',
  'pergel-app://app/../secret.html',
  'pergel-app://app/..%2fsecret.html',
  'pergel-app://app/%2e%2e/secret.html',
  'pergel-app://app/index.html%00.js',
  'pergel-app://app/%E0%A4%A',
  'pergel-app://other/index.html',
  'https://app/index.html',
])('%s is not found', async url => {
  const response = await get(url)
  expect(response.status).toBe(404)
  expect(await response.text()).toBe('')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('nothing is taken', async () => {
  expect((await get('pergel-app://app/index.html', { method: 'POST', body: 'x' })).status).toBe(404)
})
