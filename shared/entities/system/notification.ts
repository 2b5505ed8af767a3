import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { personalFromServer } from '../teamwork/rights.ts'

/**
 * Something that its owner should know of: `parent` is the record it is about. The server's write path makes it with the
 * change it speaks of, for the kinds that stand in `links` (server/records/notify.ts).
 */
export const notification = defineKind({
  name: 'notification',
  plural: 'notifications',
  module: 'system',
  label: {
    one: label('Bildirim', 'Notification', 'Benachrichtigung', 'Notification'),
    many: label('Bildirimler', 'Notifications', 'Benachrichtigungen', 'Notifications'),
    gender: { de: 'f', fr: 'f' },
  },
  title: v => v.aboutTitle ?? '',
  links: ['customer', 'lead', 'contact', 'note', 'activity', 'task', 'file', 'comment'],
  rights: personalFromServer,
  personal: true,
  fields: {
    reason: field.choice({
      label: label('Neden', 'Reason', 'Grund', 'Motif'),
      example: 'mentioned',
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
      example: 'Yıldız Gıda San. ve Tic. A.Ş.',
      max: 200,
      readOnly: true,
      personal: true,
    }),
    /** Of many at once there is one: how many records (of the kind `aboutKind`, without `parent`). */
    count: field.number({
      label: label('Adet', 'Number', 'Anzahl', 'Nombre'),
      decimals: 0,
      range: [1, 1_000_000],
      readOnly: true,
    }),
    aboutKind: field.text({
      label: label('Kayıt türü', 'Record kind', 'Datensatzart', 'Type de fiche'),
      max: 40,
      readOnly: true,
    }),
    readAt: field.dateTime({ label: label('Okunma', 'Read at', 'Gelesen am', 'Lue le') }),
  },
})
