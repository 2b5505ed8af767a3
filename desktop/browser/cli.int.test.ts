import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
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
function start(as: { uid?: number } = {}, profile = folder) {
  const faults = `
    process.on('SIGUSR2', () => { throw new TypeError('Gizli Kişi') })
    process.on('SIGHUP', () => void Promise.reject(new RangeError('Gizli Kişi')))`
  const started = spawn(
    process.execPath,
    [
      ...['--import', `data:text/javascript,${encodeURIComponent(faults)}`, 'desktop/browser/cli.ts', '--headless'],
      ...['--profile', profile, '--server', 'http://127.0.0.1:9'],
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...as },
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

describe('a profile folder that cannot be worked in', () => {
  // Root may write everywhere; another user may not.
  const stranger = process.getuid?.() === 0 ? { uid: 65_534 } : {}

  it.skipIf(process.platform === 'win32')('read-only, new or used: says so and what to do', async () => {
    const used = join(folder, 'used')
    await mkdir(used)
    const first = start({}, used)
    await first.says(/Pergel desktop is ready/)
    first.signal('SIGTERM')
    expect(await first.ended).toBe(0)
    await chmod(used, 0o555)
    await chmod(folder, 0o555)
    for (const profile of [used, join(folder, 'new', 'deep')]) {
      const desktop = start(stranger, profile)
      expect(await desktop.ended).toBe(1)
      await desktop.says(
        /^Pergel desktop: the profile folder \S+ cannot be written; give yourself the right .*--profile$/m,
      )
      expect(desktop.text()).not.toMatch(/storage\.|EACCES|^ {4}at /m)
    }
    await chmod(folder, 0o755)
    await chmod(used, 0o755)
  })

  it('with damaged settings: says which file and what to do, and leaves everything as it is', async () => {
    await writeFile(join(folder, 'profile.json'), '{"device":')
    const before = await readdir(folder)
    const desktop = start()
    expect(await desktop.ended).toBe(1)
    await desktop.says(/profile\.json is damaged; put it back from a copy, or move it away and sign in again\./)
    expect(desktop.text()).not.toMatch(/storage\.|SyntaxError|^ {4}at /m)
    expect(await readdir(folder)).toEqual(before)
  })
})
