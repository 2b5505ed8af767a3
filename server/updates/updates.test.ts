import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asAppError } from '../../shared/errors.ts'
import type { Env } from '../http/env.ts'
import { byteRange } from './byteRange.ts'
import { knownFile } from './knownFile.ts'
import { updateRoutes } from './routes.ts'

let folder: string
const app = new Hono<Env>()
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  app.request(`/updates/${path}`, { method, headers })

beforeAll(async () => {
  const around = await mkdtemp(join(tmpdir(), 'pergel-updates-'))
  folder = join(around, 'updates')
  await mkdir(join(folder, 'Folder.exe'), { recursive: true })
  await writeFile(join(around, 'secret.yml'), 'secret')
  await writeFile(join(around, 'latest.yml'), 'outside')
  await writeFile(join(folder, 'latest.yml'), 'version: 1.2.0\n')
  await writeFile(join(folder, 'Pergel-1.2.0-x64.exe'), '0123456789')
  await writeFile(join(folder, 'release-key.pem'), 'private')
  await writeFile(join(folder, 'notes.txt'), 'notes')
  await writeFile(join(folder, 'Empty-1.0.0.zip'), '')
  app.onError((error, c) => c.text(asAppError(error).code, asAppError(error).code === 'record.notFound' ? 404 : 500))
  app.route('/updates', updateRoutes({ folder }))
})
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }))

describe('the folder of updates', () => {
  it('gives a description anew each time, and says what it is', async () => {
    // The updater adds a word of its own against caches.
    const answer = await get('latest.yml?noCache=1a2b')
    expect(await answer.text()).toBe('version: 1.2.0\n')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/yaml; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'content-length': '15',
    })
  })

  it('lets an installer be kept for a day, and downloaded instead of opened', async () => {
    const answer = await get('Pergel-1.2.0-x64.exe')
    expect(await answer.text()).toBe('0123456789')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=86400')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="Pergel-1.2.0-x64.exe"')
    expect((await get('Empty-1.0.0.zip')).status).toBe(200)
  })

  it('goes on where a download broke off, unless the file is another by now', async () => {
    const path = 'Pergel-1.2.0-x64.exe'
    const first = await get(path, { range: 'bytes=3-5' })
    expect([first.status, first.headers.get('content-range'), await first.text()]).toEqual([206, 'bytes 3-5/10', '345'])
    const etag = first.headers.get('etag') ?? ''
    expect((await get(path, { range: 'bytes=8-', 'if-range': etag })).status).toBe(206)
    expect(await (await get(path, { range: 'bytes=-2' })).text()).toBe('89')
    expect((await get(path, { range: 'bytes=10-' })).headers.get('content-range')).toBe('bytes */10')
    await utimes(join(folder, path), 1_700_000_000, 1_700_000_000)
    expect((await get(path, { range: 'bytes=8-', 'if-range': etag })).status).toBe(200)
  })

  it('answers shortly whoever has the file already, and HEAD without a body', async () => {
    const etag = (await get('latest.yml')).headers.get('etag') ?? ''
    expect((await get('latest.yml', { 'if-none-match': etag })).status).toBe(304)
    const head = await get('latest.yml', {}, 'HEAD')
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '15', ''])
  })

  it.each([
    ['a folder above', '..%2fsecret.yml'],
    ['a folder above, by its own name', '..%2flatest.yml'],
    ['a folder above, on Windows', '..%5clatest.yml'],
    ['an absolute path', '%2fetc%2fpasswd'],
    ['the end of a string in C', 'latest.yml%00.exe'],
    ['a name that does not decode', '%ff.exe'],
    ['a key that was laid there by mistake', 'release-key.pem'],
    ['any other file', 'notes.txt'],
    ['a folder with the name of an installer', 'Folder.exe'],
    ['a hidden file', '.exe'],
    ['an ending that every object has', 'a.constructor'],
    ['a name that every object has', 'constructor'],
    ['a file that is not there', 'Pergel-9.9.9-x64.exe'],
    ['the folder itself', ''],
  ])('does not give %s', async (_what, path) => {
    expect((await get(path)).status).toBe(404)
  })

  it('takes nothing', async () => {
    for (const method of ['PUT', 'POST', 'DELETE']) expect((await get('latest.yml', {}, method)).status).toBe(404)
  })

  it('gives no file that a link leads to outside the folder', async () => {
    await symlink(join(folder, '..', 'secret.yml'), join(folder, 'latest-mac.yml'))
    expect((await get('latest-mac.yml')).status).toBe(404)
  })
})

it('knows ranges', () => {
  expect(byteRange(undefined, 10)).toBeUndefined()
  expect(byteRange('bytes=0-0', 10)).toEqual({ start: 0, end: 0 })
  expect(byteRange('bytes=5-99', 10)).toEqual({ start: 5, end: 9 })
  expect(byteRange('bytes=-99', 10)).toEqual({ start: 0, end: 9 })
  expect(byteRange('bytes=-0', 10)).toBe('none')
  for (const other of ['bytes=5-3', 'bytes=-', 'bytes=0-1,4-5', 'items=0-1', 'bytes=a-b', ''])
    expect(byteRange(other, 10), other).toBeUndefined()
})

it('knows what the updater asks for', () => {
  for (const name of ['latest.yml', 'latest-mac.yml', 'latest-linux.yml', 'release.json'])
    expect(knownFile(name)?.isDescription, name).toBe(true)
  for (const name of [
    'Pergel-1.2.0-win-x64.exe.blockmap',
    'Pergel-1.2.0-linux-x86_64.AppImage',
    'pergel_1.2.0_amd64.deb',
  ])
    expect(knownFile(name)?.isDescription, name).toBe(false)
})
