import {
  allRights,
  type BuiltInRole,
  builtInRoles,
  type KindRights,
  readOnlyRights,
  rights,
} from '../../permissions/rights.ts'

const everyRole = (given: KindRights): Record<BuiltInRole, KindRights> =>
  Object.fromEntries(builtInRoles.map(role => [role, role === 'admin' ? allRights : given])) as Record<
    BuiltInRole,
    KindRights
  >

/**
 * Tasks go across teams, so everybody sees them; a company may narrow this, and then the owner decides. Whoever sees one
 * may tick it off.
 */
export const taskRights = everyRole(rights('all', 'all', 'all', 'own', 'own'))

/** What belongs to one person and to nobody else, administrators included: favourites. */
export const personal = Object.fromEntries(
  builtInRoles.map(role => [role, rights('own', 'own', 'own', 'own', 'none')]),
) as Record<BuiltInRole, KindRights>

/** As `personal`, but only the server makes them: notifications. */
export const personalFromServer = Object.fromEntries(
  builtInRoles.map(role => [role, rights('own', 'none', 'own', 'own', 'none')]),
) as Record<BuiltInRole, KindRights>

/** Comments: who sees the record sees them; each changes their own (`authorOnly`). */
export const commentRights: Record<BuiltInRole, KindRights> = {
  admin: allRights,
  sales: rights('team', 'team', 'team', 'team', 'none'),
  operations: rights('all', 'all', 'all', 'all', 'none'),
  warehouse: rights('all', 'all', 'all', 'all', 'none'),
  finance: rights('all', 'all', 'all', 'all', 'none'),
  management: rights('all', 'all', 'all', 'all', 'all'),
}

/** One's own and those of one's team; each changes their own. */
export const teamViewRights = everyRole(rights('team', 'own', 'own', 'own', 'none'))

/** For everybody to see, for those who lead to arrange. */
export const companyViewRights: Record<BuiltInRole, KindRights> = {
  ...everyRole(readOnlyRights),
  management: allRights,
}
