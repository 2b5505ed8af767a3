import type { AppUpdater } from 'electron-updater'
import { type Release, releaseFile } from '../../../shared/updates/release.ts'
import { compareVersions } from '../../../shared/updates/versions.ts'
import type { UpdateSource, UpdateState } from '../../core/api/updates.ts'
import type { HighestRelease } from './highest.ts'
import { matchFile, matchInfo } from './matchFiles.ts'
import { openRelease } from './openRelease.ts'
import { isInRollout } from './rollout.ts'
import { type RefusalReason, UpdateRefused } from './updateRefused.ts'

/** What is used of electron-updater. */
export type Updater = Pick<
  AppUpdater,
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'allowDowngrade'
  | 'disableWebInstaller'
  | 'isUserWithinRollout'
  | 'setFeedURL'
  | 'checkForUpdates'
  | 'downloadUpdate'
  | 'quitAndInstall'
  | 'on'
>

export interface UpdatesOptions {
  updater: Updater
  /** The vendor's public keys. */
  keys: readonly string[]
  /** The version that runs. */
  current: string
  highest: HighestRelease
  /** Text of a small file of the server; null where it has none. Throws when it cannot be reached. */
  fetchText(url: string): Promise<string | null>
  tell(state: UpdateState): void
  log(event: string, details?: Record<string, unknown>): void
  /** Whether closing the app may install: not where that would ask for a password in the middle of leaving. */
  installsOnQuit: boolean
  /** Ends the app in order; `stop` is called when core has closed its files. */
  quit(): void
  /** Has the app started again when it has ended: what an installer does itself, unless it fails. */
  relaunch(): void
  /** Runs `work` after `ms`, and gives back how to forget it. */
  later(ms: number, work: () => void): () => void
  random?: () => number
}

export interface Updates {
  from(source: UpdateSource): void
  /** Looks now. `away`: nobody to ask, or no answer; else the state says what came of it. */
  check(): Promise<'looked' | 'away'>
  /** Ends the app, installs what is ready, and starts it again. */
  restart(): Promise<void>
  /** To be called last, when nothing of the app is open any more. */
  stop(): void
}

const minute = 60_000
const usual = 240 * minute
/** After something that may be better soon: no room, a line that broke off. */
const soon = 15 * minute

/**
 * Newer versions from the operator's server. Nothing is downloaded before the vendor's signature over the release has
 * been checked, and nothing is run that is not a file of that release.
 */
export function createUpdates(options: UpdatesOptions): Updates {
  const { updater, log, highest, random = Math.random } = options
  let source: UpdateSource | undefined
  let state: UpdateState = { state: 'current' }
  let ready: { release: Release; file: string } | undefined
  let running: Promise<'looked' | 'away'> | undefined
  let isRestarting = false
  let forget = () => {}

  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.allowDowngrade = false
  updater.disableWebInstaller = true
  updater.on('error', error => {
    // While checking and downloading the same error comes from the call.
    if (!isRestarting) return
    fail('install', error)
    options.relaunch()
  })
  updater.on('download-progress', ({ transferred, total }) => {
    if (state.state === 'loading') tell({ ...state, done: transferred, total })
  })

  const isUrgent = () => source?.isUrgent ?? false
  const tell = (next: UpdateState) => {
    state = next
    options.tell(next)
  }
  const fail = (reason: RefusalReason, error: unknown) => {
    isRestarting = false
    log('update.failed', { reason, why: error instanceof Error ? error.message.slice(0, 300) : String(error) })
    tell({ state: 'failed', reason, isUrgent: isUrgent() })
  }
  /** Desktops of a company do not all come in the same minute. */
  const plan = (ms: number) => {
    forget()
    forget = options.later(ms * (0.75 + random() / 2), () => void check())
  }

  const check = (): Promise<'looked' | 'away'> => {
    running ??= look()
      .catch((thrown): 'looked' | 'away' => {
        if (isRefused(thrown)) {
          fail(thrown.reason, thrown)
          return 'looked'
        }
        log('update.away', { why: nameOf(thrown) })
        return 'away'
      })
      .finally(() => {
        running = undefined
        plan(state.state === 'failed' && ['full', 'download'].includes(state.reason) ? soon : usual)
      })
    return running
  }

  async function look(): Promise<'looked' | 'away'> {
    if (!source) return 'away'
    const feed = new URL('/updates/', source.server)
    const text = await options.fetchText(new URL(releaseFile, feed).href)
    if (text !== null) await take(openRelease(text, options.keys), feed, source)
    return 'looked'
  }

  async function take(release: Release, feed: URL, from: UpdateSource): Promise<void> {
    const seen = await highest.read()
    if (release.number < seen) throw new UpdateRefused('older', `release ${release.number} after release ${seen}`)
    // Where the disk is full, the number is kept the next time.
    await highest.write(release.number).catch(() => undefined)
    // The running version or an older one: nothing is ever taken back.
    if (compareVersions(release.version, options.current) <= 0) return calm()
    if (ready?.release.version === release.version) return
    await load(release, feed, from)
  }

  async function load(release: Release, feed: URL, { device, isUrgent: isTooOld }: UpdateSource): Promise<void> {
    const isNeeded = release.minimum !== undefined && compareVersions(options.current, release.minimum) < 0
    const urgent = isTooOld || isNeeded
    // One range a request: proxies and our server need not know multipart answers.
    updater.setFeedURL({ provider: 'generic', url: feed.href, useMultipleRangeRequest: false })
    updater.isUserWithinRollout = ({ version, stagingPercentage }) =>
      urgent || stagingPercentage === undefined || isInRollout(device, version, stagingPercentage)
    const found = await updater.checkForUpdates()
    if (!found?.isUpdateAvailable) return calm()
    matchInfo(found.updateInfo, release)

    const total = Math.max(...found.updateInfo.files.map(({ size }) => size ?? 0))
    tell({ state: 'loading', version: release.version, done: 0, total, isUrgent: urgent })
    // Asked for now, because macOS takes the file as soon as it is there; it has the signed hash by then.
    updater.autoInstallOnAppQuit = options.installsOnQuit
    try {
      const [file] = await updater.downloadUpdate()
      if (!file) throw new UpdateRefused('download', 'the updater has no file')
      await matchFile(file, release)
      ready = { release, file }
    } catch (thrown) {
      updater.autoInstallOnAppQuit = false
      throw isRefused(thrown) ? thrown : new UpdateRefused(codeToReason(thrown), nameOf(thrown), { cause: thrown })
    }
    log('update.ready', { version: release.version })
    tell({ state: 'ready', version: release.version, isUrgent: urgent, installsOnQuit: options.installsOnQuit })
  }

  const calm = () => {
    if (state.state !== 'ready') tell({ state: 'current' })
  }

  return {
    from(next) {
      const isFirst = !source
      const turnsUrgent = next.isUrgent && !isUrgent()
      const moves = source?.server !== next.server
      source = next
      if (turnsUrgent && state.state === 'ready') tell({ ...state, isUrgent: true })
      if (turnsUrgent) void check()
      // The start of the app belongs to the person; the first look comes a little later.
      else if (isFirst || moves) plan(minute)
    },
    check,
    async restart() {
      if (!ready || isRestarting) return
      isRestarting = true
      try {
        await matchFile(ready.file, ready.release)
      } catch (thrown) {
        updater.autoInstallOnAppQuit = false
        ready = undefined
        return fail(reasonOf(thrown), thrown)
      }
      options.quit()
    },
    stop() {
      forget()
      // Only now: an installer for Windows ends what is still running.
      if (isRestarting) updater.quitAndInstall(true, true)
    },
  }
}

const isRefused = (thrown: unknown): thrown is UpdateRefused => thrown instanceof UpdateRefused
const reasonOf = (thrown: unknown): RefusalReason => (isRefused(thrown) ? thrown.reason : codeToReason(thrown))
const nameOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

function codeToReason(thrown: unknown): RefusalReason {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full'
  return code === 'ERR_CHECKSUM_MISMATCH' ? 'altered' : 'download'
}
