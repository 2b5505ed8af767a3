import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { ownRecords } from './rights.ts'

/**
 * Two people changed the same unit of a record: the accepted value stayed, the other one is kept here for its author,
 * who owns the clash. Made by the server's write path; settled by an entry that names it in `settles`.
 */
export const clash = defineKind({
  name: 'clash',
  plural: 'clashes',
  module: 'system',
  label: {
    one: label('Çakışma', 'Clash', 'Konflikt', 'Conflit'),
    many: label('Çakışmalar', 'Clashes', 'Konflikte', 'Conflits'),
    gender: { de: 'm', fr: 'm' },
  },
  title: v => v.recordTitle ?? '',
  list: ['recordKind', 'field', 'state', 'createdAt'],
  internal: true,
  rights: ownRecords,
  fields: {
    recordKind: field.text({
      label: label('Kayıt türü', 'Record kind', 'Datensatzart', 'Type de fiche'),
      required: true,
      max: 40,
    }),
    record: field.text({ label: label('Kayıt', 'Record', 'Datensatz', 'Fiche'), required: true, max: 36 }),
    recordTitle: field.text({ label: label('Kayıt adı', 'Record title', 'Titel', 'Titre'), max: 200 }),
    field: field.text({ label: label('Alan', 'Field', 'Feld', 'Champ'), required: true, max: 80 }),
    mine: field.structure({
      label: label('Sizin değeriniz', 'Your value', 'Ihr Wert', 'Votre valeur'),
      structure: 'anyValue',
      personal: true,
    }),
    theirs: field.structure({
      label: label('Kayıttaki değer', 'Value in the record', 'Wert im Datensatz', 'Valeur enregistrée'),
      structure: 'anyValue',
      personal: true,
    }),
    /** Who wrote the value that stands, and when. */
    theirUser: field.reference({ label: label('Değiştiren', 'Changed by', 'Geändert von', 'Modifié par'), to: 'user' }),
    theirAt: field.dateTime({ label: label('Değişiklik zamanı', 'Changed at', 'Geändert am', 'Modifié le') }),
    device: field.text({ label: label('Cihaz', 'Device', 'Gerät', 'Appareil'), max: 100 }),
    entry: field.text({ label: label('İşlem', 'Entry', 'Vorgang', 'Opération'), max: 36 }),
    state: field.choice({
      label: label('Durum', 'State', 'Status', 'État'),
      required: true,
      choices: {
        open: { label: label('Açık', 'Open', 'Offen', 'Ouvert'), color: 'orange' },
        taken: {
          label: label('Sizinki alındı', 'Yours taken', 'Ihrer übernommen', 'La vôtre retenue'),
          color: 'green',
        },
        kept: {
          label: label('Kayıttaki kaldı', 'Theirs kept', 'Bestehender behalten', 'L’autre gardée'),
          color: 'gray',
        },
      },
    }),
  },
})
