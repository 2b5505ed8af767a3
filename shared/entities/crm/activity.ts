import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { richTextToPlain } from '../../richText.ts'
import { noteRights } from './rights.ts'

/** A call, meeting, visit or mail with somebody, that took place or was tried (O-046, S-106). */
export const activity = defineKind({
  name: 'activity',
  plural: 'activities',
  module: 'crm',
  label: {
    one: label('Görüşme', 'Activity', 'Aktivität', 'Activité'),
    many: label('Görüşmeler', 'Activities', 'Aktivitäten', 'Activités'),
    gender: { de: 'f', fr: 'f' },
  },
  title: v => v.subject || (v.body ? richTextToPlain(v.body).slice(0, 80).trim() : ''),
  parents: ['customer', 'lead'],
  shownWhen: [
    { field: 'type', is: ['call', 'mail'], fields: ['direction'] },
    { field: 'type', is: ['call', 'meeting', 'visit'], fields: ['minutes'] },
  ],
  list: ['type', 'at', 'outcome', 'parent', 'createdBy'],
  filters: ['at', 'type', 'outcome', 'createdBy'],
  timeline: ['at'],
  dealing: 'at',
  rights: noteRights,
  fields: {
    type: field.choice({
      label: label('Tür', 'Type', 'Art', 'Type'),
      required: true,
      choices: {
        call: { label: label('Telefon', 'Call', 'Anruf', 'Appel'), color: 'blue' },
        meeting: { label: label('Toplantı', 'Meeting', 'Besprechung', 'Réunion'), color: 'violet' },
        visit: { label: label('Ziyaret', 'Visit', 'Besuch', 'Visite'), color: 'teal' },
        mail: { label: label('E-posta', 'E-mail', 'E-Mail', 'E-mail'), color: 'gray' },
      },
    }),
    at: field.dateTime({
      label: label('Zaman', 'When', 'Zeitpunkt', 'Quand'),
      example: '2026-11-20T08:30:00.000Z',
      required: true,
    }),
    direction: field.choice({
      label: label('Yön', 'Direction', 'Richtung', 'Sens'),
      choices: {
        outgoing: { label: label('Giden', 'Outgoing', 'Ausgehend', 'Sortant') },
        incoming: { label: label('Gelen', 'Incoming', 'Eingehend', 'Entrant') },
      },
    }),
    outcome: field.choice({
      label: label('Sonuç', 'Outcome', 'Ergebnis', 'Résultat'),
      choices: {
        reached: { label: label('Görüşüldü', 'Reached', 'Erreicht', 'Joint'), color: 'green' },
        noAnswer: { label: label('Ulaşılamadı', 'No answer', 'Nicht erreicht', 'Sans réponse'), color: 'orange' },
        callBack: { label: label('Tekrar aranacak', 'Call back', 'Rückruf', 'À rappeler'), color: 'yellow' },
      },
    }),
    minutes: field.number({
      label: label('Süre (dakika)', 'Duration (minutes)', 'Dauer (Minuten)', 'Durée (minutes)'),
      decimals: 0,
      range: [0, 10_000],
    }),
    contact: field.reference({
      label: label('Görüşülen kişi', 'With', 'Mit', 'Avec'),
      to: 'contact',
    }),
    subject: field.text({
      label: label('Konu', 'Subject', 'Betreff', 'Objet'),
      example: 'Teklif takibi',
      max: 200,
      search: 'words',
    }),
    body: field.richText({
      label: label('Not', 'Note', 'Notiz', 'Note'),
      personal: true,
      search: 'words',
    }),
  },
})
