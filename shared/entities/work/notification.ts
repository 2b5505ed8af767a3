import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { personalFromServer } from './rights.ts'

/** Something that its owner should know of. The server's write path makes it with the change it speaks of. */
export const notification = defineKind({
  name: 'notification',
  plural: 'notifications',
  module: 'work',
  label: {
    one: label('Bildirim', 'Notification', 'Benachrichtigung', 'Notification'),
    many: label('Bildirimler', 'Notifications', 'Benachrichtigungen', 'Notifications'),
    gender: { de: 'f', fr: 'f' },
  },
  title: v => v.aboutTitle ?? '',
  links: ['customer', 'lead', 'contact', 'note', 'activity', 'task', 'file', 'comment'],
  rights: personalFromServer,
  fields: {
    reason: field.choice({
      label: label('Neden', 'Reason', 'Grund', 'Motif'),
      required: true,
      readOnly: true,
      choices: {
        mentioned: {
          label: label('Sizden söz edildi', 'You were mentioned', 'Sie wurden erwähnt', 'Vous avez été mentionné'),
        },
        assigned: { label: label('Size atandı', 'Assigned to you', 'Ihnen zugewiesen', 'Vous a été attribué') },
        owned: { label: label('Sizin sorumluluğunuzda', 'Now yours', 'Nun Ihre Zuständigkeit', 'Désormais à vous') },
        commented: { label: label('Yorum yapıldı', 'Commented', 'Kommentiert', 'Commenté') },
        done: { label: label('Tamamlandı', 'Done', 'Erledigt', 'Terminé') },
      },
    }),
    from: field.reference({ label: label('Kimden', 'From', 'Von', 'De'), to: 'user', readOnly: true }),
    /** The title of the record it is about, as it was then. */
    aboutTitle: field.text({
      label: label('Kayıt', 'Record', 'Datensatz', 'Fiche'),
      max: 200,
      readOnly: true,
      personal: true,
    }),
    readAt: field.dateTime({ label: label('Okunma', 'Read at', 'Gelesen am', 'Lue le') }),
  },
})
