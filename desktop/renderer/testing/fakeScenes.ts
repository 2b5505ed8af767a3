import { allKinds } from '../../../shared/entities/index.ts'
import { noRights, type RoleRights } from '../../../shared/permissions/rights.ts'
import type { SessionState, SyncState } from '../../core/api/functions.ts'
import type { FakeCompany } from './fakeRecords.ts'

/** States that a screen can be looked at in: `?fake=<scene>`. */
export const scenes = [
  'plain',
  'signedOut',
  'firstDay',
  'offline',
  'connecting',
  'firstSync',
  'trouble',
  'replaced',
  'leaseOver',
  'tooOld',
  'weak',
  'noRights',
  'coreAway',
  'updating',
  'updateReady',
  'updateRefused',
  'tiles',
] as const
export type Scene = (typeof scenes)[number]

const server = 'https://crm.anadolumakina.com.tr'

export function fakeSession(scene: Scene, company: FakeCompany): SessionState {
  const known = scene === 'firstDay' ? [] : ['satis@demo.pergel', 'admin@demo.pergel']
  const base = { server, known, ownFields: [], weakKeyStore: scene === 'weak' }
  if (scene === 'signedOut' || scene === 'firstDay') return { ...base, state: 'signedOut' }
  const { me } = company
  const name = company.records.get(`user/${me}`)?.title ?? ''
  return {
    ...base,
    state: scene === 'replaced' || scene === 'leaseOver' ? scene : 'signedIn',
    company: { id: company.team, name: 'Anadolu Makina A.Ş.', zone: 'Europe/Istanbul' },
    user: { id: me, name, email: 'satis@demo.pergel' },
    viewer: { user: me, team: company.team, role: company.roles.admin, rights: rightsFor(scene) },
  }
}

const rightsFor = (scene: Scene): RoleRights => ({
  kinds: Object.fromEntries(allKinds.map(kind => [kind.name, scene === 'noRights' ? noRights : kind.rights.admin])),
  abilities: scene === 'noRights' ? [] : ['admin', 'bulkEdit', 'erase', 'manageKeys', 'readAccessLog'],
})

const calm: SyncState = { connection: 'online', waiting: 0, refused: 0, clashes: 0 }
const lastOnlineAt = new Date(Date.now() - 23 * 60_000).toISOString()

export const fakeSync = (scene: Scene): SyncState => ({ ...calm, ...changes[scene] })

const changes: Partial<Record<Scene, Partial<SyncState>>> = {
  offline: { connection: 'offline', waiting: 3, lastOnlineAt, problem: { code: 'network.offline' } },
  connecting: { connection: 'connecting', waiting: 1, lastOnlineAt },
  firstSync: { firstSync: { done: 42_310, total: 118_400, perSecond: 9_800 } },
  trouble: { waiting: 2, refused: 2, clashes: 3 },
  replaced: { connection: 'replaced', waiting: 2, lastOnlineAt, problem: { code: 'auth.replaced' } },
  leaseOver: { connection: 'leaseOver', waiting: 5, lastOnlineAt, problem: { code: 'auth.leaseOver' } },
  tooOld: { connection: 'tooOld', waiting: 4, lastOnlineAt, problem: { code: 'client.tooOld' } },
  signedOut: { connection: 'signedOut' },
  firstDay: { connection: 'signedOut' },
}
