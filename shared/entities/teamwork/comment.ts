import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { richTextToPlain } from '../../richText.ts'
import { commentRights } from './rights.ts'

/** What colleagues say to each other about a record; one kind for all of them. */
export const comment = defineKind({
  name: 'comment',
  plural: 'comments',
  module: 'teamwork',
  label: {
    one: label('Yorum', 'Comment', 'Kommentar', 'Commentaire'),
    many: label('Yorumlar', 'Comments', 'Kommentare', 'Commentaires'),
    gender: { de: 'm', fr: 'm' },
  },
  title: v => (v.body ? richTextToPlain(v.body).slice(0, 80).trim() : ''),
  parents: ['customer', 'lead', 'contact', 'note', 'activity', 'task', 'file'],
  timeline: ['createdAt'],
  rights: commentRights,
  authorOnly: true,
  fields: {
    body: field.richText({
      label: label('Yorum', 'Comment', 'Kommentar', 'Commentaire'),
      required: true,
      personal: true,
      search: 'words',
      notifies: 'commented',
    }),
    mentions: field.references({
      label: label('Anılanlar', 'Mentioned', 'Erwähnt', 'Mentionnés'),
      to: 'user',
      max: 50,
      notifies: 'mentioned',
    }),
  },
})
