import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Release } from '../../../shared/updates/release.ts'
import type { UpdateState } from '../../core/api/updates.ts'
import { highestIn } from './highest.ts'
import { isInRollout } from './rollout.ts'
import { UpdaterDouble } from './testing/updaterDouble.ts'
import { releaseOf, sha512, vendor } from './testing/vendor.ts'
import { createUpdates } from './updates.ts'

const ours = vendor()
const bytes = 'MZ: the installer of 1.2.0'
const source = { server: 'https://crm.example.com', device: 'device-1', isUrgent: false }
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pergel-updater-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A desktop of version 1.1.0 whose server has `served` as release.json, and the same as the updater's own file. */
function desktop(options: { served?: string | null; offered?: Release; installsOnQuit?: boolean } = {}) {
  const release = options.offered ?? releaseOf('1.2.0', 7, bytes)
  const updater = new UpdaterDouble({ folder, current: '1.1.0' })
  updater.offered = offeredAs(release)
  updater.arrives = bytes
  const server = {
    served: options.served === undefined ? ours.signed(release) : options.served,
    isAway: false,
    asked: [] as string[],
  }
  const told: UpdateState[] = []
  const planned: number[] = []
  let run = () => {}
  const seen = { quits: 0, relaunches: 0 }
  const highest = highestIn(join(folder, 'updates.json'))
  const updates = createUpdates({
    updater: updater.asUpdater(),
    keys: [ours.publicKey],
    current: '1.1.0',
    highest,
    fetchText: async url => {
      server.asked.push(url)
      if (server.isAway) throw new Error('net::ERR_INTERNET_DISCONNECTED')
      return server.served
    },
    tell: state => told.push(state),
    log: () => {},
    installsOnQuit: options.installsOnQuit ?? true,
    quit: () => {
      seen.quits++
    },
    relaunch: () => {
      seen.relaunches++
    },
    later: (ms, work) => {
      planned.push(ms)
      run = work
      return () => {}
    },
    random: () => 0.5,
  })
  updates.from(source)
  return { updates, updater, server, told, planned, seen, highest, run: () => run(), last: () => told.at(-1) }
}

const offeredAs = ({ version, files }: Release) => ({
  version,
  files: files.map(({ name, size, sha512 }) => ({ url: name, size, sha512 })),
})

describe('a newer version that the vendor has signed', () => {
  it('is downloaded, shown with how far it is, and installed by a restart when nothing of the app is open', async () => {
    const { updates, updater, told, seen, server } = desktop()
    await updates.check()
    expect(server.asked).toEqual(['https://crm.example.com/updates/release.json'])
    expect(updater.feed).toMatchObject({ provider: 'generic', url: 'https://crm.example.com/updates/' })
    const total = bytes.length
    expect(told).toEqual([
      { state: 'loading', version: '1.2.0', done: 0, total, isUrgent: false },
      { state: 'loading', version: '1.2.0', done: total / 2, total, isUrgent: false },
      { state: 'ready', version: '1.2.0', isUrgent: false, installsOnQuit: true },
    ])
    await updates.restart()
    expect([seen.quits, updater.installs]).toEqual([1, []])
    updates.stop()
    expect(updater.installs).toEqual([[true, true]])
  })

  it('waits for the app to be closed by itself, where that asks nobody for a password', async () => {
    for (const installsOnQuit of [true, false]) {
      const { updates, updater } = desktop({ installsOnQuit })
      expect(updater).toMatchObject({ autoDownload: false, autoInstallOnAppQuit: false, allowDowngrade: false })
      await updates.check()
      expect(updater.autoInstallOnAppQuit).toBe(installsOnQuit)
      updates.stop()
      expect(updater.installs).toEqual([])
    }
  })

  it('is downloaded once, however often one looks', async () => {
    const { updates, updater } = desktop()
    await Promise.all([updates.check(), updates.check()])
    await updates.check()
    expect(updater.downloads).toBe(1)
  })

  it('gives way to one that is newer still', async () => {
    const { updates, updater, server, last } = desktop()
    await updates.check()
    const next = releaseOf('1.3.0', 8, 'newer')
    Object.assign(updater, { offered: offeredAs(next), arrives: 'newer' })
    server.served = ours.signed(next)
    await updates.check()
    expect(last()).toMatchObject({ state: 'ready', version: '1.3.0' })
  })
})

describe('what is not taken', () => {
  const refused = (reason: string) => ({ state: 'failed', reason, isUrgent: false })

  it('is what somebody else has signed, and what is not signed at all', async () => {
    const release = releaseOf('1.2.0', 7, bytes)
    const own = JSON.parse(ours.signed(release)) as { release: string; signature: string }
    const wrong = [
      vendor().signed(release),
      JSON.stringify(release),
      JSON.stringify({ ...own, signature: Buffer.alloc(64).toString('base64') }),
      JSON.stringify({ ...own, release: own.release.replace('1.2.0', '1.2.1') }),
      JSON.stringify({ release: own.release }),
      '<html>Sign in to this network</html>',
      '',
    ]
    for (const served of wrong) {
      const { updates, updater, last } = desktop({ served })
      await updates.check()
      expect(last()).toEqual(refused('signature'))
      expect([updater.checks, updater.downloads, updater.autoInstallOnAppQuit]).toEqual([0, 0, false])
    }
  })

  it('is a signed text of a form that this version does not know', async () => {
    for (const rest of [{ product: 'other' }, { format: 2 }, { files: [] }, { number: 0 }, { at: 'yesterday' }]) {
      const { updates, last } = desktop({ served: ours.signed({ ...releaseOf('1.2.0', 7, bytes), ...rest }) })
      await updates.check()
      expect(last()).toEqual(refused('signature'))
    }
  })

  it.each([
    ['another file', [{ url: 'Pergel-1.2.0-win-x64.exe', size: bytes.length, sha512: sha512('another') }]],
    ['another length', [{ url: 'Pergel-1.2.0-win-x64.exe', size: 1, sha512: sha512(bytes) }]],
    ['another name', [{ url: 'Other.exe', size: bytes.length, sha512: sha512(bytes) }]],
    ['another place', [{ url: 'https://elsewhere.example/x.exe', size: bytes.length, sha512: sha512(bytes) }]],
    ['nothing', []],
  ])("is %s in the updater's own list", async (_what, files) => {
    const { updates, updater, last } = desktop()
    updater.offered = { version: '1.2.0', files }
    await updates.check()
    expect(last()).toEqual(refused('altered'))
    expect([updater.downloads, updater.autoInstallOnAppQuit]).toEqual([0, false])
  })

  it('is another version than the signed one', async () => {
    const { updates, updater, last } = desktop()
    updater.offered = { ...offeredAs(releaseOf('1.2.0', 7, bytes)), version: '1.9.0' }
    await updates.check()
    expect(last()).toEqual(refused('altered'))
  })

  it('is a download that is not what was signed', async () => {
    const { updates, updater, last } = desktop()
    updater.arrives = 'MZ: something else'
    await updates.check()
    expect(last()).toEqual(refused('altered'))
    expect(updater.autoInstallOnAppQuit).toBe(false)
    await updates.restart()
    updates.stop()
    expect(updater.installs).toEqual([])
  })

  it('is a file that was exchanged while it waited', async () => {
    const { updates, updater, last, seen } = desktop()
    await updates.check()
    writeFileSync(updater.file, 'MZ: something else')
    await updates.restart()
    updates.stop()
    expect(last()).toEqual(refused('altered'))
    expect([seen.quits, updater.installs, updater.autoInstallOnAppQuit]).toEqual([0, [], false])
  })

  it('is an older version, or the one that runs, however well signed', async () => {
    for (const version of ['1.0.0', '1.1.0', '1.1.0-rc.1']) {
      const { updates, updater, last } = desktop({ offered: releaseOf(version, 9, bytes) })
      await updates.check()
      expect(last()).toEqual({ state: 'current' })
      expect(updater.checks).toBe(0)
    }
  })

  it('is an earlier release offered again, also after a restart of the app', async () => {
    const first = desktop({ offered: releaseOf('1.3.0', 8, bytes) })
    await first.updates.check()
    expect(first.last()).toMatchObject({ state: 'ready' })
    const later = desktop({ offered: releaseOf('1.2.0', 7, bytes) })
    await later.updates.check()
    expect(later.last()).toEqual(refused('older'))
    expect(later.updater.checks).toBe(0)
    expect(await later.highest.read()).toBe(8)
  })
})

describe('when something is in the way', () => {
  it('says nothing while the server is away, and looks again', async () => {
    const { updates, server, told, planned, run, last } = desktop()
    server.isAway = true
    await updates.check()
    expect(told).toEqual([])
    server.isAway = false
    expect(planned.length).toBeGreaterThan(1)
    run()
    await updates.check()
    expect(last()).toMatchObject({ state: 'ready' })
  })

  it('says nothing where the operator has no updates', async () => {
    const { updates, told } = desktop({ served: null })
    await updates.check()
    expect(told).toEqual([])
  })

  it('keeps what is ready when the server is away or the line breaks later', async () => {
    const { updates, server, last } = desktop()
    await updates.check()
    server.isAway = true
    await updates.check()
    server.isAway = false
    server.served = null
    await updates.check()
    expect(last()).toMatchObject({ state: 'ready' })
  })

  it.each([
    ['full', Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })],
    ['download', new Error('net::ERR_CONNECTION_RESET')],
    ['altered', Object.assign(new Error('sha512 checksum mismatch'), { code: 'ERR_CHECKSUM_MISMATCH' })],
  ])('tells %s apart, installs nothing, and takes it up again', async (reason, error) => {
    const { updates, updater, planned, last } = desktop()
    updater.arrives = error
    await updates.check()
    expect(last()).toEqual({ state: 'failed', reason, isUrgent: false })
    expect(updater.autoInstallOnAppQuit).toBe(false)
    // What may be better soon is tried soon.
    expect(planned.at(-1)).toBe(reason === 'altered' ? 240 * 60_000 : 15 * 60_000)
    updater.arrives = bytes
    await updates.check()
    expect(last()).toMatchObject({ state: 'ready' })
  })

  it('says so when the installer does not start, and has the app come back', async () => {
    const { updates, updater, last, seen } = desktop()
    await updates.check()
    updater.installFails = new Error('pkexec was cancelled')
    await updates.restart()
    updates.stop()
    expect(last()).toEqual({ state: 'failed', reason: 'install', isUrgent: false })
    expect(seen.relaunches).toBe(1)
  })

  it('looks as usual where it cannot read or write its own small file', async () => {
    writeFileSync(join(folder, 'updates.json'), '{"highest":"many"}')
    const { updates, last } = desktop()
    await updates.check()
    expect(last()).toMatchObject({ state: 'ready' })
    expect(JSON.parse(readFileSync(join(folder, 'updates.json'), 'utf8'))).toEqual({ highest: 7 })
  })
})

describe('a staged roll-out', () => {
  it('leaves out whose turn it is not yet, and takes them in as the share grows', async () => {
    const { updates, updater, last } = desktop()
    const offered = offeredAs(releaseOf('1.2.0', 7, bytes))
    updater.offered = { ...offered, stagingPercentage: 0 }
    await updates.check()
    expect(last()).toEqual({ state: 'current' })
    expect(updater.downloads).toBe(0)
    updater.offered = { ...offered, stagingPercentage: 100 }
    await updates.check()
    expect(last()).toMatchObject({ state: 'ready' })
  })

  it('keeps nobody waiting whom the server no longer takes, or whose version is below the minimum', async () => {
    const closed = { ...offeredAs(releaseOf('1.2.0', 7, bytes)), stagingPercentage: 0 }
    const tooOld = desktop()
    tooOld.updater.offered = closed
    tooOld.updates.from({ ...source, isUrgent: true })
    await tooOld.updates.check()
    expect(tooOld.last()).toMatchObject({ state: 'ready', isUrgent: true })

    rmSync(join(folder, 'updates.json'))
    const below = desktop({ offered: releaseOf('1.2.0', 7, bytes, { minimum: '1.1.5' }) })
    below.updater.offered = closed
    await below.updates.check()
    expect(below.last()).toMatchObject({ state: 'ready', isUrgent: true })
  })

  it('turns urgent when the server says so while it waits', async () => {
    const { updates, last } = desktop()
    await updates.check()
    updates.from({ ...source, isUrgent: true })
    expect(last()).toMatchObject({ state: 'ready', isUrgent: true })
    await updates.check()
  })

  it('gives each device the same place for a version, and another for the next', () => {
    const devices = Array.from({ length: 2000 }, (_, i) => `device-${i}`)
    const first = (version: string) => devices.filter(device => isInRollout(device, version, 20))
    expect(first('1.2.0')).toEqual(first('1.2.0'))
    expect(first('1.2.0').length / devices.length).toBeCloseTo(0.2, 1)
    expect(first('1.2.0').every(device => isInRollout(device, '1.2.0', 50))).toBe(true)
    expect(first('1.3.0')).not.toEqual(first('1.2.0'))
  })
})
