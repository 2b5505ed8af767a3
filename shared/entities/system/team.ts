import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { adminWrites } from './rights.ts'

export const team = defineKind({
  name: 'team',
  plural: 'teams',
  module: 'system',
  label: {
    one: label('Ekip', 'Team', 'Team', 'Équipe'),
    many: label('Ekipler', 'Teams', 'Teams', 'Équipes'),
    gender: { de: 'n', fr: 'f' },
  },
  title: v => v.name ?? '',
  shared: true,
  list: ['createdAt'],
  rights: adminWrites,
  fields: {
    name: field.text({
      label: label('Ad', 'Name', 'Name', 'Nom'),
      example: 'Ege Satış',
      required: true,
      max: 80,
      search: 'words',
    }),
  },
})
