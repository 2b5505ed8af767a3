import { access, constants, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { derivedId, uuidv7 } from '../../../shared/ids.ts'
import { languages } from '../../../shared/labels.ts'
import { uuid } from '../../../shared/record.ts'
import { asStorageError } from '../storage/sqliteErrors.ts'
import { writeSafely } from './keyStore.ts'

const account = z.object({
  server: z.string(),
  company: z.object({ id: uuid, name: z.string(), zone: z.string() }),
  user: z.object({ id: uuid, name: z.string(), email: z.string() }),
  /** What the server knows this desktop by: one for each account, since two people's entries are numbered apart. */
  device: uuid,
})
/** One person in one company on one server: what a database file belongs to. */
export type Account = z.infer<typeof account>

const preferences = z.object({
  language: z.enum(languages),
  theme: z.enum(['light', 'dark', 'system']),
  dense: z.boolean(),
  railFolded: z.boolean(),
  screens: z.record(z.string(), z.unknown()),
})
export type Preferences = z.infer<typeof preferences>

const settings = z.object({
  device: uuid,
  server: z.string(),
  /** Newest first. */
  known: z.array(z.string()),
  accounts: z.array(account),
  /** Who is signed in; absent after signing out. */
  current: account.optional(),
  /** What was last chosen on this computer. */
  preferences,
  /** What each person chose, by user id. */
  personal: z.record(z.string(), preferences).default({}),
  /** Changes that were not sent when an account was last left, by account. */
  waiting: z.record(z.string(), z.int()).default({}),
  /**
   * By account: server time last known to be reached, until when the device may work, how wrong its clock was, and how
   * long the machine had been running then.
   */
  leases: z
    .record(
      z.string(),
      z.object({ reached: z.number(), until: z.number(), skew: z.number(), running: z.number().optional() }),
    )
    .default({}),
})
export type ProfileSettings = z.infer<typeof settings>

export interface Profile {
  readonly folder: string
  readonly settings: ProfileSettings
  /** Keeps the change before it resolves. */
  change(change: { [K in keyof ProfileSettings]?: ProfileSettings[K] | undefined }): Promise<void>
  /** Where the account's encrypted database is. */
  databaseFile(account: Account): string
}

/** The device id with which a person of this profile signs in. */
export const deviceFor = ({ settings }: Profile, email: string): string => derivedId(settings.device, email)

/**
 * The profile folder, made at the first start. Small settings are plain JSON; nothing in it is secret. `server`: the one
 * to begin with; empty where the one that was used last shall be kept. Throws storage.readOnly, storage.full,
 * storage.failed, and storage.damaged for settings that cannot be read.
 */
export async function openProfile(folder: string, defaults: { server: string }): Promise<Profile> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // SQLite opens and even locks what it cannot write, and says so only at the first change.
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    const known = asStorageError(cause)
    throw known instanceof AppError ? known : new AppError('storage.readOnly', { cause })
  }
  const file = join(folder, 'profile.json')
  let current = await read(file, defaults)
  let line: Promise<void> = Promise.resolve()
  return {
    folder,
    get settings() {
      return current
    },
    change(change) {
      current = { ...current, ...change } as ProfileSettings
      line = line.catch(() => undefined).then(() => writeSafely(file, JSON.stringify(current, null, 2)))
      return line
    },
    databaseFile: ({ company, user }) => join(folder, `${company.id}-${user.id}.sqlite`),
  }
}

async function read(file: string, { server }: { server: string }): Promise<ProfileSettings> {
  const text = await readFile(file, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return null
    throw new AppError('storage.readOnly', { cause: error })
  })
  if (text === null)
    return {
      device: uuidv7(),
      server,
      known: [],
      accounts: [],
      preferences: firstPreferences,
      personal: {},
      waiting: {},
      leases: {},
    }
  try {
    const kept = settings.parse(JSON.parse(text))
    return { ...kept, server: server || kept.server }
  } catch (cause) {
    throw new AppError('storage.damaged', { params: { file: 'profile.json' }, cause })
  }
}

const firstPreferences: Preferences = { language: 'tr', theme: 'system', dense: false, railFolded: false, screens: {} }
