import { z } from 'zod'

export const scopes = ['none', 'own', 'team', 'all'] as const
export type Scope = (typeof scopes)[number]
export const actions = ['see', 'create', 'edit', 'archive', 'export'] as const
export type Action = (typeof actions)[number]
export type FieldRight = 'hidden' | 'readOnly'

export interface KindRights extends Record<Action, Scope> {
  /**
   * Fields that are hidden or read-only for the role; absent means as the kind. `owner` and `team` may stand here too,
   * read-only and never hidden.
   */
  fields?: Readonly<Record<string, FieldRight>>
}

/** Whoever holds a record computes from these who may see it; hidden, they would leave it in nobody's reach. */
const keyFields = ['owner', 'team'] as const

const kindRights = z
  .strictObject({
    see: z.enum(scopes),
    create: z.enum(scopes),
    edit: z.enum(scopes),
    archive: z.enum(scopes),
    export: z.enum(scopes),
    fields: z.record(z.string(), z.enum(['hidden', 'readOnly'])).optional(),
  })
  .refine(({ fields }) => keyFields.every(name => fields?.[name] !== 'hidden'), { params: { reason: 'ownerHidden' } })

/** A role's value as it is stored (the `structure` field of the kind `role`) and as the rule reads it. */
export const roleRights = z.strictObject({
  kinds: z.record(z.string(), kindRights),
  /** Rights that belong to no kind. */
  abilities: z.array(z.enum(['admin', 'bulkEdit', 'erase', 'manageKeys', 'readAccessLog'])),
})
export type RoleRights = z.infer<typeof roleRights>

export const builtInRoles = ['admin', 'sales', 'operations', 'warehouse', 'finance', 'management'] as const
export type BuiltInRole = (typeof builtInRoles)[number]

/** Rights of one kind in the order see, create, edit, archive, export. */
export const rights = (
  see: Scope,
  create: Scope,
  edit: Scope,
  archive: Scope,
  exported: Scope,
  fields?: KindRights['fields'],
): KindRights => ({ see, create, edit, archive, export: exported, ...(fields ? { fields } : {}) })

export const noRights: KindRights = rights('none', 'none', 'none', 'none', 'none')
export const allRights: KindRights = rights('all', 'all', 'all', 'all', 'all')
export const readOnlyRights: KindRights = rights('all', 'none', 'none', 'none', 'none')
