import { join } from 'node:path'
import { fileKeyStore } from '../../../desktop/core/session/keyStore.ts'
import { openProfile } from '../../../desktop/core/session/profile.ts'
import { openDatabase } from '../../../desktop/core/storage/database.ts'
import { openSyncTables, syncValues } from '../../../desktop/core/sync/tables.ts'
import { allKinds } from '../../../shared/entities/index.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import { type Viewer, viewKey } from '../../../shared/permissions/viewer.ts'

/** A profile in which a manager is signed in who was online once; its server is away. */
export async function signedInProfile(folder: string): Promise<{ user: string }> {
  const server = 'http://127.0.0.1:9'
  const viewer: Viewer = {
    user: uuidv7(),
    team: null,
    role: uuidv7(),
    rights: { kinds: Object.fromEntries(allKinds.map(kind => [kind.name, kind.rights.management])), abilities: [] },
  }
  const account = {
    server,
    company: { id: uuidv7(), name: 'Çınar', zone: 'Europe/Istanbul' },
    user: { id: viewer.user, name: 'Ayşe', email: 'a@b.co' },
    device: uuidv7(),
  }
  const profile = await openProfile(folder, { server })
  await profile.change({ current: account, accounts: [account] })
  const names = `${account.company.id}:${account.user.id}`
  const keys = fileKeyStore(join(folder, 'keys.json'))
  const key = Buffer.alloc(32, 7)
  await keys.write(`token:${names}`, new TextEncoder().encode('token'))
  await keys.write(`file:${names}`, key)
  const database = openDatabase({ file: profile.databaseFile(account), key })
  openSyncTables(database)
  syncValues(database).set('sight', { viewer, view: viewKey(viewer) })
  database.close()
  return { user: viewer.user }
}
