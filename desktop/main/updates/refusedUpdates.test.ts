import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bytes, desktop, offeredAs, ours, ownFolders } from './testing/updatingDesktop.ts'
import { releaseOf, sha512, vendor } from './testing/vendor.ts'

ownFolders()

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
