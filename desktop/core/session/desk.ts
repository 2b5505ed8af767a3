import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { AppError, asAppError, type ErrorBody, type ErrorCode } from '../../../shared/errors.ts'
import type { Damage } from '../api/troubles.ts'
import { openWorkspace, type WorkspaceSettings } from '../openWorkspace.ts'
import type { Workspace } from '../workspace.ts'
import { type AccountBook, isSamePerson, openAccountBook, secretsOf } from './accountBook.ts'
import type { OpenSession } from './ask.ts'
import { carryOver, putAside, salvage, unsentOf } from './damagedFile.ts'
import type { KeyStore } from './keyStore.ts'
import { type Lease, leaseOf } from './lease.ts'
import type { Account, Profile } from './profile.ts'
import { type SignedIn, signIn, signOut } from './signIn.ts'

export interface DeskSettings {
  profile: Profile
  keys: KeyStore
  log: WorkspaceSettings['log']
  now: () => number
  connection?: WorkspaceSettings['connection']
  /** Somebody signed in or out, or the lease or the rights may have changed. */
  changed: () => void
}

/** Who sits at this desktop: at most one person at a time, with their workspace open. */
export interface Desk {
  readonly account: Account | undefined
  readonly work: Workspace | undefined
  /** Why the file of the person who last worked here could not be opened. */
  readonly problem: ErrorBody | undefined
  /** The open workspace. Throws auth.required, or auth.leaseOver for a device that was offline too long. */
  require(): Workspace
  isLeaseOver(): boolean
  /** Throws what the server says to the password, and what is wrong with the person's file. */
  signIn(given: { server?: string; email: string; password: string }): Promise<void>
  /** What was not sent stays in the person's file and goes on when they sign in again. */
  signOut(): Promise<void>
  /** The accounts that were used on this desktop. */
  readonly book: AccountBook
  /** The present session, for calls beside the sync. Throws auth.required. */
  session(): OpenSession & { account: Account }
  /** The person goes by another name now. */
  renamed(name: string): Promise<void>
  /**
   * Opens another account that is signed in here; the present one stays signed in and its sync stops. Throws
   * record.notFound, auth.required, and what is wrong with the other one's file; then the present one goes on.
   */
  switchTo(id: string): Promise<void>
  /** Throws record.notFound, and command.refused where work would be lost that was not sent. */
  forget(id: string, options: { discard: boolean }): Promise<void>
  /** What is wrong with the person's file, and what of it could be saved; null where nothing is wrong. */
  damage(): Promise<Damage | null>
  /** Keeps the damaged file under another name, which it gives, and works on with a new one. Throws record.notFound. */
  startOver(): Promise<string>
  close(): Promise<void>
}

/** What no trying again mends: the file must be another one. */
const spoilt: ReadonlySet<ErrorCode> = new Set(['storage.damaged', 'storage.wrongKey'])
const leaseLookMs = 60_000

/** Opens what the person who last signed in has on this machine, before any server answers. */
export async function openDesk(settings: DeskSettings): Promise<Desk> {
  const { profile, keys, log, now, changed } = settings
  const book = await openAccountBook(profile, keys)
  let account: Account | undefined
  let work: Workspace | undefined
  let problem: ErrorBody | undefined
  let token: string | undefined
  let lease: Lease | undefined
  let isClosed = false

  /** A file that is there belongs to a key: another one would not open it, and must not take its place. */
  const fileKey = async (next: Account): Promise<Uint8Array> => {
    const name = secretsOf(next).fileKey
    const known = await keys.read(name)
    if (known) return known
    if (existsSync(profile.databaseFile(next))) throw new AppError('storage.wrongKey')
    const key = new Uint8Array(randomBytes(32))
    await keys.write(name, key)
    return key
  }
  const open = async (next: Account): Promise<void> => {
    const key = await fileKey(next)
    const stored = await keys.read(secretsOf(next).token)
    token = stored ? new TextDecoder().decode(stored) : undefined
    const ownLease = leaseOf({ profile, account: next, now, failed: thrown => logFailed('lease.failed', thrown) })
    work = await openWorkspace({
      file: profile.databaseFile(next),
      key,
      server: next.server,
      token: () => token,
      deviceId: next.device,
      user: next.user.id,
      zone: next.company.zone,
      log,
      now,
      welcomed: welcome => {
        ownLease.renew(Date.parse(welcome.time), welcome.lease)
        changed()
      },
      ...(settings.connection ? { connection: settings.connection } : {}),
    })
    lease = ownLease
    account = next
    problem = undefined
    work.onRights(changed)
  }
  /** The person whose file cannot be worked with, and why. */
  const damaged = (): { account: Account; problem: ErrorBody } | undefined => {
    const whose = account ?? profile.settings.current
    const found = work?.sync.state().problem ?? problem
    return whose && found && spoilt.has(found.code) ? { account: whose, problem: found } : undefined
  }
  /** None where the key store itself cannot be read. */
  const keyOf = async (whose: Account): Promise<Uint8Array | undefined> =>
    (await keys.read(secretsOf(whose).fileKey).catch(() => null)) ?? undefined
  const leave = async (): Promise<void> => {
    const leaving = work
    if (account && leaving) await book.noteWaiting(account, unsent(leaving))
    work = undefined
    account = undefined
    token = undefined
    await leaving?.close()
  }
  const logFailed = (event: string, thrown: unknown) => log(event, { reason: String(thrown) })

  /** One after the other: two windows may sign in at the same time, or one out while another signs in. */
  let line: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const result = line.then(step)
    line = result.catch(() => undefined)
    return result
  }

  if (profile.settings.current) {
    await open(profile.settings.current).catch(thrown => {
      problem = asAppError(thrown).toBody()
      logFailed('file.failed', thrown)
    })
  }
  const leaseLook = setInterval(() => changed(), leaseLookMs).unref()

  const enter = async (next: Account, session: SignedIn, email: string) => {
    if (isClosed) throw new AppError('storage.closed')
    const names = secretsOf(next)
    if (session.deviceToken) await book.keepTrust(next.server, email, session.deviceToken)
    await keys.write(names.token, new TextEncoder().encode(session.token))
    await keys.write(names.vaultKey, session.vaultKey)
    const others = profile.settings.accounts.filter(other => !isSamePerson(other, next))
    const known = [email, ...profile.settings.known.filter(other => other !== email)].slice(0, 10)
    const { personal } = profile.settings
    const chosen = personal[next.user.id] ?? { ...profile.settings.preferences, ...languageOf(session) }
    await profile.change({
      ...{ current: next, accounts: [next, ...others], known, server: next.server },
      personal: { ...personal, [next.user.id]: chosen },
    })
    book.noteToken(next, true)
    if (work && account && isSamePerson(account, next) && account.server === next.server) {
      token = session.token
      work.sync.kick()
      return
    }
    await leave()
    await open(next)
  }

  return {
    get account() {
      return account
    },
    get work() {
      return work
    },
    get problem() {
      return problem
    },
    require() {
      if (!work) throw problem ? new AppError(problem.code, problem) : new AppError('auth.required')
      if (lease?.isOver()) throw new AppError('auth.leaseOver')
      return work
    },
    isLeaseOver: () => (work && lease?.isOver()) ?? false,
    async signIn({ server = profile.settings.server, email, password }) {
      const device = book.deviceOf(server, email)
      const session = await signIn(server, { email, password, device, trust: await book.trustOf(server, email) })
      const next: Account = { server, company: session.company, user: session.user, device }
      await inTurn(() => enter(next, session, email)).finally(changed)
    },
    async signOut() {
      const left = await inTurn(async () => {
        if (!account) return undefined
        const leaving = { account, token }
        await leave()
        const { token: tokenName, vaultKey } = secretsOf(leaving.account)
        await keys.remove(tokenName)
        await keys.remove(vaultKey)
        await profile.change({ current: undefined })
        book.noteToken(leaving.account, false)
        return leaving
      }).finally(changed)
      if (left?.token) await signOut({ server: left.account.server, token: left.token })
    },
    book,
    session() {
      if (!account || !token) throw new AppError('auth.required')
      return { server: account.server, token, account }
    },
    renamed: name =>
      inTurn(async () => {
        if (!account) return
        account = { ...account, user: { ...account.user, name } }
        const next = account
        const accounts = profile.settings.accounts.map(one => (isSamePerson(one, next) ? next : one))
        await profile.change({ current: next, accounts })
      }).finally(changed),
    switchTo: id =>
      inTurn(async () => {
        if (isClosed) throw new AppError('storage.closed')
        const next = book.find(id)
        if (!next) throw new AppError('record.notFound')
        if (account && isSamePerson(account, next)) return
        if (!(await keys.read(secretsOf(next).token))) throw new AppError('auth.required')
        const before = account
        await leave()
        try {
          await open(next)
        } catch (thrown) {
          if (before) await open(before)
          throw thrown
        }
        const others = profile.settings.accounts.filter(other => !isSamePerson(other, next))
        await profile.change({ current: next, accounts: [next, ...others], server: next.server })
      }).finally(changed),
    async forget(id, { discard }) {
      const ended = await inTurn(async () => {
        const gone = book.find(id)
        if (!gone) throw new AppError('record.notFound')
        const isHere = account !== undefined && isSamePerson(account, gone)
        const count = isHere && work ? unsent(work) : book.waitingOf(gone)
        if (count > 0 && !discard) throw new AppError('command.refused', { params: { reason: 'unsentWork', count } })
        const stored = await keys.read(secretsOf(gone).token).catch(() => null)
        if (isHere) await leave()
        if (profile.settings.current && isSamePerson(profile.settings.current, gone)) {
          problem = undefined
          await profile.change({ current: undefined })
        }
        await book.forget(gone)
        return stored ? { server: gone.server, token: new TextDecoder().decode(stored) } : undefined
      }).finally(changed)
      if (ended) await signOut(ended)
    },
    async damage() {
      const wrong = damaged()
      if (!wrong) return null
      const saved = salvage(profile.databaseFile(wrong.account), await keyOf(wrong.account))
      return {
        problem: wrong.problem,
        saved: unsentOf(saved),
        savedCount: saved.entries.length,
        ...(saved.isReadable ? { lost: saved.unreadable } : {}),
      }
    },
    startOver: () =>
      inTurn(async () => {
        const wrong = damaged()
        if (!wrong) throw new AppError('record.notFound')
        const file = profile.databaseFile(wrong.account)
        const saved = salvage(file, await keyOf(wrong.account))
        await leave()
        const kept = await putAside(file, now())
        await keys.startOver?.()
        log('file.putAside', { saved: saved.entries.length, lost: saved.unreadable, isReadable: saved.isReadable })
        carryOver(file, await fileKey(wrong.account), saved, now)
        await open(wrong.account)
        return kept
      }).finally(changed),
    close() {
      isClosed = true
      clearInterval(leaseLook)
      return inTurn(leave)
    },
  }
}

/** Changes that wait to be sent, and those that the server refused and nobody has mended yet. */
const unsent = ({ sync }: Workspace): number => {
  const { waiting, refused } = sync.state()
  return waiting + refused
}

const languageOf = ({ language }: SignedIn) => (language ? { language } : {})
