import {
  allRights,
  type BuiltInRole,
  type KindRights,
  noRights,
  readOnlyRights,
  rights,
} from '../../permissions/rights.ts'

/** Customers and what hangs on them: everybody sees them, sales edits its team's own, finance keeps the invoice data. */
export const customerRights: Record<BuiltInRole, KindRights> = {
  admin: allRights,
  sales: rights('team', 'own', 'team', 'own', 'own'),
  operations: rights('all', 'none', 'none', 'none', 'none', { privateNotes: 'hidden' }),
  warehouse: rights('all', 'none', 'none', 'none', 'none', {
    privateNotes: 'hidden',
    taxNumber: 'hidden',
    taxOffice: 'hidden',
  }),
  finance: rights('all', 'none', 'all', 'none', 'all', { privateNotes: 'hidden', owner: 'readOnly' }),
  management: rights('all', 'all', 'all', 'all', 'all'),
}

export const leadRights: Record<BuiltInRole, KindRights> = {
  admin: allRights,
  sales: rights('team', 'own', 'team', 'own', 'own'),
  operations: noRights,
  warehouse: noRights,
  finance: noRights,
  management: rights('all', 'all', 'all', 'all', 'all'),
}

/** Contacts, addresses: reached through their parent, whose visibility key they carry. */
export const dependentRights: Record<BuiltInRole, KindRights> = {
  admin: allRights,
  sales: rights('team', 'team', 'team', 'team', 'own'),
  operations: rights('all', 'all', 'all', 'none', 'none'),
  warehouse: readOnlyRights,
  finance: rights('all', 'all', 'all', 'none', 'all'),
  management: rights('all', 'all', 'all', 'all', 'all'),
}

export const noteRights: Record<BuiltInRole, KindRights> = {
  admin: allRights,
  sales: rights('team', 'team', 'team', 'team', 'own'),
  operations: rights('all', 'all', 'all', 'none', 'none'),
  warehouse: noRights,
  finance: rights('all', 'all', 'all', 'none', 'none'),
  management: rights('all', 'all', 'all', 'all', 'all'),
}
