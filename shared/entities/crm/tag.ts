import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { allRights, readOnlyRights, rights } from '../../permissions/rights.ts'

/** A word that groups records (O-075..O-077). Its id is derived from the folded name, so the same tag made twice is one. */
export const tag = defineKind({
  name: 'tag',
  plural: 'tags',
  module: 'crm',
  label: {
    one: label('Etiket', 'Tag', 'Schlagwort', 'Étiquette'),
    many: label('Etiketler', 'Tags', 'Schlagwörter', 'Étiquettes'),
    gender: { de: 'n', fr: 'f' },
  },
  title: v => v.name ?? '',
  shared: true,
  idFrom: 'name',
  list: ['color', 'createdAt'],
  rights: {
    admin: allRights,
    sales: rights('all', 'all', 'none', 'none', 'none'),
    operations: rights('all', 'all', 'none', 'none', 'none'),
    warehouse: readOnlyRights,
    finance: rights('all', 'all', 'none', 'none', 'none'),
    management: allRights,
  },
  fields: {
    name: field.text({
      label: label('Ad', 'Name', 'Name', 'Nom'),
      example: 'Fuar 2026',
      required: true,
      max: 50,
      search: 'words',
    }),
    color: field.choice({
      label: label('Renk', 'Colour', 'Farbe', 'Couleur'),
      example: 'teal',
      choices: {
        gray: { label: label('Gri', 'Grey', 'Grau', 'Gris'), color: 'gray' },
        blue: { label: label('Mavi', 'Blue', 'Blau', 'Bleu'), color: 'blue' },
        teal: { label: label('Turkuaz', 'Turquoise', 'Türkis', 'Turquoise'), color: 'teal' },
        green: { label: label('Yeşil', 'Green', 'Grün', 'Vert'), color: 'green' },
        orange: { label: label('Turuncu', 'Orange', 'Orange', 'Orange'), color: 'orange' },
        red: { label: label('Kırmızı', 'Red', 'Rot', 'Rouge'), color: 'red' },
        violet: { label: label('Mor', 'Violet', 'Violett', 'Violet'), color: 'violet' },
      },
    }),
  },
})
