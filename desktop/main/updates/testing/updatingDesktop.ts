import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { Release } from '../../../../shared/updates/release.ts'
import type { UpdateState } from '../../../core/api/updates.ts'
import { highestIn } from '../highest.ts'
import { createUpdates } from '../updates.ts'
import { UpdaterDouble } from './updaterDouble.ts'
import { releaseOf, vendor } from './vendor.ts'

export const ours = vendor()
export const bytes = 'MZ: the installer of 1.2.0'
export const source = { server: 'https://crm.example.com', device: 'device-1', isUrgent: false }
export let folder: string

/** Each test of the file has a folder of its own, in which its desktops keep what they know and download. */
export function ownFolders(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pergel-updater-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
}

/** A desktop of version 1.1.0 whose server has `served` as release.json, and the same as the updater's own file. */
export function desktop(options: { served?: string | null; offered?: Release; installsOnQuit?: boolean } = {}) {
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

export const offeredAs = ({ version, files }: Release) => ({
  version,
  files: files.map(({ name, size, sha512 }) => ({ url: name, size, sha512 })),
})
