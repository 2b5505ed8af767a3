import { randomBytes } from 'node:crypto'
import { AppError } from '../../../shared/errors.ts'
import { openWorkspace, type WorkspaceSettings } from '../openWorkspace.ts'
import type { Workspace } from '../workspace.ts'
import type { KeyStore } from './keyStore.ts'
import { type Lease, leaseOf } from './lease.ts'
import { type Account, deviceFor, type Profile } from './profile.ts'
import { signIn, signOut } from './signIn.ts'

export interface DeskSettings {
  profile: Profile
  keys: KeyStore
  log: WorkspaceSettings['log']
  now: () => number
  connection?: WorkspaceSettings['connection']
  /** Somebody signed in or out, or the lease or the rights changed. */
  changed: () => void
}

/** Who sits at this desktop: at most one person at a time, with their workspace open. */
export interface Desk {
  readonly account: Account | undefined
  readonly work: Workspace | undefined
  /** The open workspace. Throws auth.required, or auth.leaseOver for a device that was offline too long. */
  require(): Workspace
  isLeaseOver(): boolean
  signIn(given: { server?: string; email: string; password: string }): Promise<void>
  signOut(): Promise<void>
  close(): Promise<void>
}

const tokenName = (account: Account) => `token:${account.company.id}:${account.user.id}`
const fileKeyName = (account: Account) => `file:${account.company.id}:${account.user.id}`
const vaultName = (account: Account) => `vault:${account.company.id}:${account.user.id}`
const text = {
  write: (value: string) => new TextEncoder().encode(value),
  read: (bytes: Uint8Array) => new TextDecoder().decode(bytes),
}

/** Opens what the person who last signed in has on this machine, before any server answers. */
export async function openDesk(settings: DeskSettings): Promise<Desk> {
  const { profile, keys, log, now, changed } = settings
  let account: Account | undefined
  let work: Workspace | undefined
  let token: string | undefined
  let lease: Lease | undefined

  const open = async (next: Account): Promise<void> => {
    const stored = await keys.read(tokenName(next))
    token = stored ? text.read(stored) : undefined
    let key = await keys.read(fileKeyName(next))
    if (!key) {
      key = new Uint8Array(randomBytes(32))
      await keys.write(fileKeyName(next), key)
    }
    lease = leaseOf(profile, next, now)
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
        void lease?.renew(Date.parse(welcome.time), welcome.lease)
        changed()
      },
      ...(settings.connection ? { connection: settings.connection } : {}),
    })
    account = next
    work.onRights(changed)
  }
  const leave = async (): Promise<void> => {
    const leaving = work
    work = undefined
    account = undefined
    token = undefined
    await leaving?.close()
  }

  if (profile.settings.current) await open(profile.settings.current)
  return {
    get account() {
      return account
    },
    get work() {
      return work
    },
    require() {
      if (!work) throw new AppError('auth.required')
      if (lease?.isOver()) throw new AppError('auth.leaseOver')
      return work
    },
    isLeaseOver: () => lease?.isOver() ?? false,
    async signIn({ server = profile.settings.server, email, password }) {
      const device = deviceFor(profile, email)
      const session = await signIn(server, { email, password, device })
      const next: Account = { server, company: session.company, user: session.user, device }
      await keys.write(tokenName(next), text.write(session.token))
      await keys.write(vaultName(next), session.vaultKey)
      const others = profile.settings.accounts.filter(other => !isSame(other, next))
      const known = [email, ...profile.settings.known.filter(other => other !== email)].slice(0, 10)
      await profile.change({ current: next, accounts: [next, ...others], known, server })
      if (account && isSame(account, next) && work) {
        token = session.token
        work.sync.kick()
      } else {
        await leave()
        await open(next)
      }
      changed()
    },
    async signOut() {
      if (!account) return
      const leaving = account
      const oldToken = token
      await leave()
      await keys.remove(tokenName(leaving))
      const { current: _current, ...rest } = profile.settings
      await profile.change({ ...rest, current: undefined })
      if (oldToken) await signOut(leaving.server, oldToken)
      changed()
    },
    close: leave,
  }
}

const isSame = (a: Account, b: Account): boolean => a.company.id === b.company.id && a.user.id === b.user.id
