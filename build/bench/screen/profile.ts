import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchUsers } from '../customers.ts'
import { fillKey } from '../desktop/fillKey.ts'

const company = { id: '0190a0a0-0000-7000-8000-0000000000cc', name: 'Ölçüm A.Ş.', zone: 'Europe/Istanbul' }
const user = { id: benchUsers[4] ?? '', name: 'Kişi 4', email: 'k4@olcum.test' }
/** Nobody answers there: what is measured works without a server. */
export const nowhere = 'http://127.0.0.1:9'
export const keysFile = (profile: string): string => join(profile, 'keys.json')

/** The profile folder of somebody who is signed in and offline, on a copy of a filled database file. */
export function makeProfile(profile: string, file: string): void {
  mkdirSync(profile, { recursive: true })
  copyFileSync(file, join(profile, `${company.id}-${user.id}.sqlite`))
  const account = { server: nowhere, company, user, device: '0190a0a0-0000-7000-8000-0000000000dd' }
  const preferences = { language: 'tr', theme: 'light', dense: false, railFolded: false, screens }
  writeFileSync(
    join(profile, 'profile.json'),
    JSON.stringify({
      ...{ device: account.device, server: nowhere, known: [user.email], accounts: [account], current: account },
      ...{ preferences, personal: { [user.id]: preferences } },
    }),
  )
  const secret = (value: Uint8Array) => Buffer.from(value).toString('base64')
  const id = `${company.id}:${user.id}`
  const keys = { [`file:${id}`]: secret(fillKey), [`token:${id}`]: secret(Buffer.from('offline')) }
  writeFileSync(keysFile(profile), JSON.stringify(keys), { mode: 0o600 })
}

/** Ten columns to paste into, one of money with its totals among them, and what a list shows besides. */
const columns = [
  ...['phone', 'email', 'website', 'taxOffice', 'authorizedFirstName', 'authorizedLastName', 'authorizedPosition'],
  ...['authorizedPhone', 'custom.rank', 'custom.limit', 'status', 'sector', 'owner', 'createdAt'],
]
const screens = {
  weakKeyStoreSeen: true,
  'columns.customer': { widths: {}, names: columns },
}
