import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startChild } from './childProcess.ts'
import { nodeBundle, shellBundle } from './nodeBundle.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pergel-bundle-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it('is made once and runs the desktop, with the packages it needs in it', async () => {
  let made = 0
  const options = { folder, onStart: () => made++ }
  const shell = await nodeBundle(shellBundle, options)
  expect(await nodeBundle(shellBundle, options)).toBe(shell)
  expect(made).toBe(1)

  const args = [shell, '--server', 'http://127.0.0.1:9', '--profile', join(folder, 'profile'), '--headless']
  const desktop = startChild({ name: 'desktop', args, cwd: folder, onLine: () => undefined })
  const [, address = ''] = await desktop.line(/^Pergel desktop is ready: (\S+)/, 60_000)
  expect((await fetch(address, { redirect: 'manual' })).status).toBe(303)
  await desktop.stop()
  expect(await desktop.exited).toBe(0)
}, 180_000)
