import { EventEmitter } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { UpdateInfo } from 'electron-updater'
import { compareVersions } from '../../../../shared/updates/versions.ts'
import type { Updater } from '../updates.ts'

/** electron-updater as far as it is used: what it finds and what becomes of a download are the test's. */
export class UpdaterDouble extends EventEmitter {
  autoDownload = true
  autoInstallOnAppQuit = true
  allowDowngrade = true
  disableWebInstaller = false
  isUserWithinRollout: Updater['isUserWithinRollout'] = () => true
  feed: unknown
  offered: (Pick<UpdateInfo, 'version' | 'files'> & { stagingPercentage?: number }) | undefined
  /** Bytes that arrive, or what goes wrong. */
  arrives: string | Error = ''
  checks = 0
  downloads = 0
  installs: [boolean | undefined, boolean | undefined][] = []
  checkFails: Error | undefined
  installFails: Error | undefined
  readonly folder: string
  readonly current: string

  constructor(options: { folder: string; current: string }) {
    super()
    this.folder = options.folder
    this.current = options.current
    // As electron-updater does, so that an error nobody listens to does not end the process.
    this.on('error', () => {})
  }

  get file(): string {
    return join(this.folder, 'update.exe')
  }

  setFeedURL(feed: unknown): void {
    this.feed = feed
  }

  async checkForUpdates() {
    this.checks++
    if (this.checkFails) throw this.checkFails
    const { offered } = this
    if (!offered) throw new Error('Cannot find channel "latest.yml"')
    const updateInfo = { path: '', sha512: '', releaseDate: '', ...offered } as UpdateInfo
    const isTurn = await this.isUserWithinRollout(updateInfo)
    const isUpdateAvailable = isTurn && compareVersions(offered.version, this.current) > 0
    return { isUpdateAvailable, updateInfo, versionInfo: updateInfo }
  }

  async downloadUpdate() {
    this.downloads++
    if (this.arrives instanceof Error) throw this.arrives
    const total = this.arrives.length
    this.emit('download-progress', { transferred: total / 2, total, delta: 0, percent: 50, bytesPerSecond: 1 })
    writeFileSync(this.file, this.arrives)
    return [this.file]
  }

  quitAndInstall(isSilent?: boolean, isForceRunAfter?: boolean): void {
    if (this.installFails) this.emit('error', this.installFails)
    else this.installs.push([isSilent, isForceRunAfter])
  }

  /** As main sees it: the parts that are used have electron-updater's own types. */
  asUpdater(): Updater {
    return this as unknown as Updater
  }
}
