import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { DoubleChannel } from '../testing/ports.ts'
import { doubleUtilityProcess } from '../testing/utilityProcess.ts'
import { type CoreProcess, startCoreProcess } from './coreProcess.ts'

let core: CoreProcess | undefined
let folder = ''
afterEach(async () => {
  vi.unstubAllEnvs()
  await core?.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** A signal makes the process of core throw. */
const faults = `
  process.on('SIGUSR2', () => { throw new TypeError('fault') })
  process.on('SIGHUP', () => void Promise.reject(new Error('fault')))`

test.skipIf(process.platform === 'win32')(
  'core outlives a promise that nobody waited for, ends over an error that nobody caught, and is started again',
  async () => {
    folder = await mkdtemp(join(tmpdir(), 'desk-core-'))
    vi.stubEnv('NODE_OPTIONS', `--import data:text/javascript,${encodeURIComponent(faults)}`)
    const utilityProcess = doubleUtilityProcess()
    const [ready, lost, ended] = [vi.fn(), vi.fn(), vi.fn()]
    core = startCoreProcess({
      electron: { utilityProcess, MessageChannelMain: DoubleChannel },
      entry: fileURLToPath(new URL('../../electron/index.ts', import.meta.url)),
      start: { profile: folder, server: 'http://127.0.0.1:9', keyStore: 'none', log: false },
      host: {},
      lost,
      failed: async () => false,
      log: (event, details) => ended(event, details?.['code']),
    })
    core.onReady(ready)
    await expect.poll(() => ready.mock.calls.length, { timeout: 50_000 }).toBe(1)
    const pid = utilityProcess.running[0]?.pid ?? 0
    process.kill(pid, 'SIGHUP')
    process.kill(pid, 'SIGUSR2')
    // It opens the profile anew: the one that ended has let go of it.
    await expect.poll(() => ready.mock.calls.length, { timeout: 50_000 }).toBe(2)
    expect(ended.mock.calls).toEqual([['core.ended', 1]])
    expect(lost).toHaveBeenCalledTimes(1)
    process.kill(utilityProcess.running[0]?.pid ?? 0, 'SIGHUP')
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(lost).toHaveBeenCalledTimes(1)
    expect(utilityProcess.forked).toBe(2)
  },
)
