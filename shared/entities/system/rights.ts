import {
  allRights,
  type BuiltInRole,
  builtInRoles,
  type KindRights,
  readOnlyRights,
  rights,
} from '../../permissions/rights.ts'

const everyRole = (make: (role: BuiltInRole) => KindRights): Record<BuiltInRole, KindRights> =>
  Object.fromEntries(builtInRoles.map(role => [role, make(role)])) as Record<BuiltInRole, KindRights>

/** Everybody reads, the admin writes: users, teams, roles, settings. */
export const adminWrites = everyRole(role => (role === 'admin' ? allRights : readOnlyRights))
/** Everybody has their own and the admin sees all: clashes. Only the server makes them. */
export const ownRecords = everyRole(role =>
  role === 'admin' ? rights('all', 'none', 'all', 'none', 'none') : rights('own', 'none', 'own', 'none', 'none'),
)
