import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isInRollout } from './rollout.ts'
import { bytes, desktop, folder, offeredAs, ours, ownFolders, source } from './testing/updatingDesktop.ts'
import { releaseOf } from './testing/vendor.ts'

ownFolders()

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
