import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { adminWrites } from './rights.ts'

/** A colleague, as everybody sees them; sign-in secrets are elsewhere, on the server alone. */
export const user = defineKind({
  name: 'user',
  plural: 'users',
  module: 'system',
  label: {
    one: label('Kullanıcı', 'User', 'Benutzer', 'Utilisateur'),
    many: label('Kullanıcılar', 'Users', 'Benutzer', 'Utilisateurs'),
    gender: { de: 'm', fr: 'm' },
  },
  title: v => v.name ?? '',
  shared: true,
  list: ['email', 'role', 'memberOf', 'isActive'],
  rights: adminWrites,
  fields: {
    name: field.text({
      label: label('Ad soyad', 'Name', 'Name', 'Nom'),
      example: 'Elif Kaya',
      required: true,
      max: 120,
      search: 'words',
      personal: true,
    }),
    email: field.email({
      label: label('E-posta', 'E-mail', 'E-Mail', 'E-mail'),
      example: 'elif.kaya@firma.example',
      required: true,
      personal: true,
    }),
    role: field.reference({ label: label('Rol', 'Role', 'Rolle', 'Rôle'), to: 'role', required: true }),
    memberOf: field.reference({ label: label('Ekip', 'Team', 'Team', 'Équipe'), to: 'team' }),
    isActive: field.boolean({ label: label('Etkin', 'Active', 'Aktiv', 'Actif'), example: true }),
  },
})
