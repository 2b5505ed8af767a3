import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder: string
let child: ChildProcess | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-cli-'))
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** The browser shell as a person starts it; a signal makes its process throw. */
function start() {
  const faults = `
    process.on('SIGUSR2', () => { throw new TypeError('Gizli Kişi') })
    process.on('SIGHUP', () => void Promise.reject(new RangeError('Gizli Kişi')))`
  const started = spawn(
    process.execPath,
    [
      ...['--import', `data:text/javascript,${encodeURIComponent(faults)}`, 'desktop/browser/cli.ts', '--headless'],
      ...['--profile', folder, '--server', 'http://127.0.0.1:9'],
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  child = started
  let text = ''
  for (const stream of [started.stdout, started.stderr]) stream.on('data', chunk => (text += String(chunk)))
  const ended = new Promise<number | null>(resolve => started.once('exit', resolve))
  const says = (pattern: RegExp) => expect.poll(() => text, { timeout: 50_000 }).toMatch(pattern)
  return { signal: (name: NodeJS.Signals) => started.kill(name), ended, says, text: () => text }
}

describe.skipIf(process.platform === 'win32')('an error that nobody caught', () => {
  it('goes on where nothing is half done, ends and says so where something may be, and quotes nothing', async () => {
    const desktop = start()
    await desktop.says(/Pergel desktop is ready: \S+/)
    const [, url = ''] = /ready: (\S+)/.exec(desktop.text()) ?? []
    desktop.signal('SIGHUP')
    await desktop.says(/it goes on \(crash:RangeError/)
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)

    desktop.signal('SIGUSR2')
    expect(await desktop.ended).toBe(1)
    await desktop.says(/cannot go on from \(crash:TypeError.*start it again/)
    expect(desktop.text()).not.toContain('Gizli')
    // Its folder is free again.
    await start().says(/Pergel desktop is ready/)
  })
})
