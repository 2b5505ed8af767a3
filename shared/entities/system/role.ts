import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { readOnlyRights } from '../../permissions/rights.ts'
import { adminWrites } from './rights.ts'

/** What its bearers see and do: the six built-in ones come from the kinds' own `rights`, a company may change or add. */
export const role = defineKind({
  name: 'role',
  plural: 'roles',
  module: 'system',
  label: {
    one: label('Rol', 'Role', 'Rolle', 'Rôle'),
    many: label('Roller', 'Roles', 'Rollen', 'Rôles'),
    gender: { de: 'f', fr: 'm' },
  },
  title: v => v.name ?? '',
  shared: true,
  list: ['createdAt'],
  rights: adminWrites,
  fields: {
    name: field.text({ label: label('Ad', 'Name', 'Name', 'Nom'), example: 'Saha satış', required: true, max: 80 }),
    builtIn: field.text({
      label: label('Hazır rol', 'Built-in role', 'Vordefinierte Rolle', 'Rôle prédéfini'),
      max: 40,
      readOnly: true,
    }),
    rights: field.structure({
      label: label('Yetkiler', 'Rights', 'Rechte', 'Droits'),
      required: true,
      structure: 'roleRights',
      example: { kinds: { customer: readOnlyRights }, abilities: [] },
    }),
  },
})
