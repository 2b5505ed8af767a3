import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { adminWrites } from './rights.ts'

/** A field that a company added to a kind; its values stand in records as `custom.<key>`. */
export const ownField = defineKind({
  name: 'ownField',
  plural: 'own-fields',
  module: 'system',
  label: {
    one: label('Özel alan', 'Custom field', 'Zusatzfeld', 'Champ personnalisé'),
    many: label('Özel alanlar', 'Custom fields', 'Zusatzfelder', 'Champs personnalisés'),
    gender: { de: 'n', fr: 'm' },
  },
  title: v => (v.words as { tr?: string } | undefined)?.tr ?? v.key ?? '',
  shared: true,
  list: ['of', 'key', 'type'],
  rights: adminWrites,
  fields: {
    of: field.text({
      label: label('Kayıt türü', 'Record kind', 'Datensatzart', 'Type de fiche'),
      example: 'customer',
      required: true,
      max: 40,
    }),
    key: field.text({
      label: label('Anahtar', 'Key', 'Schlüssel', 'Clé'),
      example: 'machineCount',
      required: true,
      max: 40,
    }),
    type: field.text({
      label: label('Alan türü', 'Field type', 'Feldtyp', 'Type de champ'),
      example: 'number',
      required: true,
      max: 20,
    }),
    words: field.structure({
      label: label('Etiket', 'Label', 'Bezeichnung', 'Libellé'),
      example: { tr: 'Makine sayısı', en: 'Number of machines' },
      required: true,
      structure: 'words',
    }),
    choices: field.structure({ label: label('Seçenekler', 'Choices', 'Auswahl', 'Choix'), structure: 'ownChoices' }),
    target: field.text({ label: label('Hedef', 'Target', 'Ziel', 'Cible'), max: 40 }),
    mandatory: field.boolean({ label: label('Zorunlu', 'Required', 'Pflichtfeld', 'Obligatoire') }),
    position: field.number({ label: label('Sıra', 'Order', 'Reihenfolge', 'Ordre'), decimals: 0, range: [0, 10_000] }),
  },
})
