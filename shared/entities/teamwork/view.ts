import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { companyViewRights, personal, teamViewRights } from './rights.ts'

const of = field.text({
  label: label('Kayıt türü', 'Record kind', 'Datensatzart', 'Type de fiche'),
  example: 'customer',
  required: true,
  max: 40,
})
const name = field.text({
  label: label('Ad', 'Name', 'Name', 'Nom'),
  example: 'Ege bölgesi, aktif',
  required: true,
  max: 80,
})
/** Columns, filters, order, groups and form of a list: `listView` in structures.ts. */
const shows = field.structure({
  label: label('Görünüm', 'Layout', 'Ansicht', 'Présentation'),
  required: true,
  structure: 'listView',
  example: { layout: 'table', columns: [{ field: 'title' }], filters: { all: [] } },
})
const position = field.number({
  label: label('Sıra', 'Order', 'Reihenfolge', 'Ordre'),
  decimals: 0,
  range: [0, 10_000],
})

/** A list as somebody arranged and named it, for themselves. */
export const view = defineKind({
  name: 'view',
  plural: 'views',
  module: 'teamwork',
  label: {
    one: label('Görünüm', 'View', 'Ansicht', 'Vue'),
    many: label('Görünümler', 'Views', 'Ansichten', 'Vues'),
    gender: { de: 'f', fr: 'f' },
  },
  title: v => v.name ?? '',
  rights: personal,
  personal: true,
  fields: { of, name, shows, position },
})

/** One that its owner shares with their team. A kind of its own, so that nobody is sent what is not shared. */
export const teamView = defineKind({
  name: 'teamView',
  plural: 'team-views',
  module: 'teamwork',
  label: {
    one: label('Ekip görünümü', 'Team view', 'Teamansicht', 'Vue d’équipe'),
    many: label('Ekip görünümleri', 'Team views', 'Teamansichten', 'Vues d’équipe'),
    gender: { de: 'f', fr: 'f' },
  },
  title: v => v.name ?? '',
  rights: teamViewRights,
  personal: true,
  fields: { of, name, shows, position },
})

/** One for the whole company; with `role`, what people of that role see at first. */
export const companyView = defineKind({
  name: 'companyView',
  plural: 'company-views',
  module: 'teamwork',
  label: {
    one: label('Şirket görünümü', 'Company view', 'Firmenansicht', 'Vue de l’entreprise'),
    many: label('Şirket görünümleri', 'Company views', 'Firmenansichten', 'Vues de l’entreprise'),
    gender: { de: 'f', fr: 'f' },
  },
  title: v => v.name ?? '',
  shared: true,
  rights: companyViewRights,
  fields: {
    of,
    name,
    shows,
    role: field.reference({
      label: label('Rolün ilk görünümü', 'First view of the role', 'Erste Ansicht der Rolle', 'Première vue du rôle'),
      to: 'role',
    }),
    position,
  },
})
