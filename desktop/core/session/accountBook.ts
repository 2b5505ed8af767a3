import { rm } from 'node:fs/promises'
import { lowerAscii } from '../../../shared/text.ts'
import type { KnownAccount } from '../api/identity.ts'
import { filesFolder } from '../files/filesFolder.ts'
import type { KeyStore } from './keyStore.ts'
import { type Account, deviceFor, type Profile } from './profile.ts'

/** Tells accounts of a profile apart; each has its own file, keys and lease. */
export const accountId = ({ company, user }: Account): string => `${company.id}:${user.id}`
export const isSamePerson = (a: Account, b: Account): boolean => accountId(a) === accountId(b)

export const secretsOf = (account: Account) => {
  const id = accountId(account)
  return { token: `token:${id}`, fileKey: `file:${id}`, vaultKey: `vault:${id}` }
}

/** The accounts that this profile knows, and what it keeps of each. */
export interface AccountBook {
  /** The current one first, then those used last. */
  list(current: Account | undefined, waiting: number): KnownAccount[]
  find(id: string): Account | undefined
  /** Opens without a password. */
  isSignedIn(account: Account): boolean
  noteToken(account: Account, isThere: boolean): void
  /** The device that this profile is to the account of an address. */
  deviceOf(server: string, email: string): string
  /** What this device proves itself by, so that a lock which others keep up does not keep its person out. */
  trustOf(server: string, email: string): Promise<string | undefined>
  keepTrust(server: string, email: string, deviceToken: string): Promise<void>
  /** How much was not sent when the account was left. */
  waitingOf(account: Account): number
  noteWaiting(account: Account, count: number): Promise<void>
  /** Removes its file, its keys and every word about it. */
  forget(account: Account): Promise<void>
}

export async function openAccountBook(profile: Profile, keys: KeyStore): Promise<AccountBook> {
  const signedIn = new Set<string>()
  // A key store that cannot be read is told where the file is opened.
  for (const account of profile.settings.accounts)
    if (await keys.read(secretsOf(account).token).catch(() => null)) signedIn.add(accountId(account))

  const named = (server: string, email: string) => (account: Account) =>
    account.server === server && plain(account.user.email) === plain(email)
  const deviceOf = (server: string, email: string) =>
    profile.settings.accounts.find(named(server, email))?.device ?? deviceFor(profile, plain(email))
  const trustName = (server: string, email: string) => `trust:${server}:${plain(email)}`

  const waitingOf = (account: Account) => profile.settings.waiting[accountId(account)] ?? 0
  return {
    list(current, waiting) {
      const all = profile.settings.accounts.map(account => {
        const isCurrent = current !== undefined && isSamePerson(account, current)
        const { server, company, user } = account
        return {
          ...{ id: accountId(account), server, company: { id: company.id, name: company.name }, user, isCurrent },
          isSignedIn: signedIn.has(accountId(account)),
          waiting: isCurrent ? waiting : waitingOf(account),
        }
      })
      return all.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
    },
    find: id => profile.settings.accounts.find(account => accountId(account) === id),
    isSignedIn: account => signedIn.has(accountId(account)),
    noteToken(account, isThere) {
      if (isThere) signedIn.add(accountId(account))
      else signedIn.delete(accountId(account))
    },
    deviceOf,
    async trustOf(server, email) {
      const kept = await keys.read(trustName(server, email))
      return kept ? new TextDecoder().decode(kept) : undefined
    },
    keepTrust: (server, email, deviceToken) =>
      keys.write(trustName(server, email), new TextEncoder().encode(deviceToken)),
    waitingOf,
    async noteWaiting(account, count) {
      if (waitingOf(account) === count) return
      await profile.change({ waiting: { ...profile.settings.waiting, [accountId(account)]: count } })
    },
    async forget(account) {
      const id = accountId(account)
      const { accounts, known, leases, waiting, personal } = profile.settings
      const left = accounts.filter(other => accountId(other) !== id)
      const isElsewhere = left.some(other => plain(other.user.email) === plain(account.user.email))
      await profile.change({
        accounts: left,
        known: isElsewhere ? known : known.filter(email => plain(email) !== plain(account.user.email)),
        leases: without(leases, id),
        waiting: without(waiting, id),
        personal: without(personal, account.user.id),
      })
      signedIn.delete(id)
      // Without its key the file is noise, also where its last bytes stay on the disk.
      for (const name of Object.values(secretsOf(account))) await keys.remove(name)
      await keys.remove(trustName(account.server, account.user.email))
      const file = profile.databaseFile(account)
      for (const part of ['', '-wal', '-shm', '-journal']) await rm(file + part, { force: true })
      await rm(filesFolder(file), { recursive: true, force: true })
    },
  }
}

const plain = (email: string): string => lowerAscii(email.normalize('NFKC').trim()).replace(/[İı]/g, 'i')

function without<T>(all: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _gone, ...rest } = all
  return rest
}
