import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { richTextToPlain } from '../../richText.ts'
import { noteRights } from './rights.ts'

/** A note on a customer or lead (O-041, O-103). */
export const note = defineKind({
  name: 'note',
  plural: 'notes',
  module: 'crm',
  label: {
    one: label('Not', 'Note', 'Notiz', 'Note'),
    many: label('Notlar', 'Notes', 'Notizen', 'Notes'),
    gender: { de: 'f', fr: 'f' },
  },
  title: v => v.subject || (v.body ? richTextToPlain(v.body).slice(0, 80).trim() : ''),
  parents: ['customer', 'lead'],
  list: ['parent', 'createdBy', 'createdAt'],
  filters: ['createdAt'],
  timeline: ['createdAt'],
  rights: noteRights,
  fields: {
    subject: field.text({
      label: label('Konu', 'Subject', 'Betreff', 'Objet'),
      example: 'Fuar görüşmesi',
      max: 200,
      search: 'words',
    }),
    body: field.richText({
      label: label('Not', 'Note', 'Notiz', 'Note'),
      required: true,
      personal: true,
      search: 'words',
    }),
    pinned: field.boolean({ label: label('Sabitlenmiş', 'Pinned', 'Angeheftet', 'Épinglé') }),
  },
})
