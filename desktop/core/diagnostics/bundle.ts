import { stat, statfs } from 'node:fs/promises'
import { arch, cpus, freemem, platform, release, totalmem, uptime } from 'node:os'
import { allKinds } from '../../../shared/entities/index.ts'
import { protocolVersion } from '../../../shared/sync/protocol.ts'
import type { KeyStore } from '../session/keyStore.ts'
import type { Profile } from '../session/profile.ts'
import { fileFormat } from '../storage/connection.ts'
import { entryStates } from '../sync/outboxRows.ts'
import type { Workspace } from '../workspace.ts'
import type { EventLog } from './eventLog.ts'

export interface BundleSources {
  profile: Profile
  keys: Pick<KeyStore, 'weak'>
  work: Workspace | undefined
  events: EventLog
  now: () => number
}

/**
 * What helps to understand a bad day, without a word about anybody: versions, sizes, counts, states, codes, timings. It
 * is put together field by field; nothing is copied whole, so that what is added elsewhere does not come in unseen.
 */
export async function diagnosticsBundle(sources: BundleSources): Promise<Record<string, unknown>> {
  const { events, now, work } = sources
  return {
    madeAt: new Date(now()).toISOString(),
    system: systemFacts(),
    disk: await diskFacts(sources.profile.folder),
    settings: settingFacts(sources),
    ...(work ? { file: await fileFacts(sources), records: await counts(work), sync: syncFacts(work) } : {}),
    errors: events.errors(),
    calls: events.times(),
    events: events.events(),
  }
}

const systemFacts = () => ({
  protocol: protocolVersion,
  fileFormat,
  node: process.versions.node,
  electron: process.versions['electron'] ?? null,
  chrome: process.versions['chrome'] ?? null,
  platform: platform(),
  release: release(),
  arch: arch(),
  processors: cpus().length,
  memoryMb: megabytes(totalmem()),
  freeMemoryMb: megabytes(freemem()),
  ownMemoryMb: megabytes(process.memoryUsage().rss),
  machineUpSeconds: Math.round(uptime()),
  coreUpSeconds: Math.round(process.uptime()),
  minutesFromUtc: -new Date().getTimezoneOffset(),
})

async function diskFacts(folder: string) {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { freeMb: megabytes(bavail * bsize), totalMb: megabytes(blocks * bsize) }
  } catch {
    // A folder that is gone is worth knowing of as well.
    return { freeMb: null, totalMb: null }
  }
}

function settingFacts({ profile, keys }: BundleSources) {
  const { preferences, accounts, server } = profile.settings
  return {
    language: preferences.language,
    theme: preferences.theme,
    dense: preferences.dense,
    accounts: accounts.length,
    /** Of the address only how it is reached. */
    serverScheme: URL.canParse(server) ? new URL(server).protocol.replace(':', '') : null,
    weakKeyStore: keys.weak,
  }
}

async function fileFacts({ profile }: BundleSources) {
  const { current } = profile.settings
  if (!current) return null
  const file = profile.databaseFile(current)
  const sizes = await Promise.all(
    ['', '-wal'].map(end =>
      stat(file + end).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return { bytes: sizes[0], logBytes: sizes[1] }
}

/** By kind of the product; a company's own words do not stand here. */
async function counts(work: Workspace): Promise<Record<string, number | null>> {
  const count = async (kind: string) =>
    work.lists
      .count({ kind, filters: [], sort: { field: 'createdAt', descending: true }, archived: 'with' })
      .catch(() => null)
  return Object.fromEntries(await Promise.all(allKinds.map(async ({ name }) => [name, await count(name)])))
}

function syncFacts({ sync, outbox }: Workspace) {
  const { connection, problem, reason, waiting, refused, clashes, firstSync, lastOnlineAt, clockSkew } = sync.state()
  const position = sync.position()
  const unsettled = entryStates.filter(state => state !== 'settled' && state !== 'replaced' && state !== 'discarded')
  return {
    connection,
    ...{ problem: problem?.code ?? null, reason: reason ?? null, clockSkewMs: clockSkew ?? null },
    ...{ waiting, refused, clashes, lastOnlineAt: lastOnlineAt ?? null },
    firstSync: firstSync ? { done: firstSync.done, total: firstSync.total } : null,
    position: position ? { epoch: position.epoch, number: position.number } : null,
    outbox: Object.fromEntries(unsettled.map(state => [state, outbox.rows.inState(state).length])),
    oldestWaitingSince: outbox.rows.inState('waiting', 'sent')[0]?.entry.at ?? null,
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576)
