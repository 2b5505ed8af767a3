import { mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startChild } from './childProcess.ts'
import { nodeBundle, shellBundle } from './nodeBundle.ts'

const day = 86_400_000

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pergel-bundle-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it('is made once, beside what was used today, stays as long as it is used, and runs the desktop, with the packages it needs in it', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const [old, young] = [`desktop-${'0'.repeat(16)}`, `desktop-${'1'.repeat(16)}`]
  await Promise.all([old, young].map(name => mkdir(join(folder, name))))
  const twoDaysAgo = new Date(Date.now() - 2 * day)
  await utimes(join(folder, old), twoDaysAgo, twoDaysAgo)
  let made = 0
  const options = { folder, onStart: () => made++ }
  const shell = await nodeBundle(shellBundle, options)
  expect(await nodeBundle(shellBundle, options)).toBe(shell)
  expect(made).toBe(1)
  expect((await readdir(folder)).sort()).toEqual([young, basename(dirname(shell)), 'prebuilds'].sort())

  await utimes(dirname(shell), twoDaysAgo, twoDaysAgo)
  vi.advanceTimersByTime(day)
  vi.useRealTimers()
  await expect.poll(async () => (await stat(dirname(shell))).mtimeMs).toBeGreaterThan(Date.now() - day)

  const args = [shell, '--server', 'http://127.0.0.1:9', '--profile', join(folder, 'profile'), '--headless']
  const desktop = startChild({ name: 'desktop', args, cwd: folder, onLine: () => undefined })
  const [, address = ''] = await desktop.line(/^Pergel desktop is ready: (\S+)/, 60_000)
  expect((await fetch(address, { redirect: 'manual' })).status).toBe(303)
  await desktop.stop()
  expect(await desktop.exited).toBe(0)
}, 180_000)
