/** What somebody writes who adds a kind: one file, two lines in the list of kinds, one for its table. */
export const machine = `import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { customerRights } from './rights.ts'

/** A machine that stands at a customer's. */
export const machine = defineKind({
  name: 'machine',
  plural: 'machines',
  module: 'crm',
  label: {
    one: label('Makina', 'Machine', 'Maschine', 'Machine'),
    many: label('Makinalar', 'Machines', 'Maschinen', 'Machines'),
    gender: { de: 'f', fr: 'f' },
  },
  title: v => v.model ?? '',
  list: ['serial', 'state', 'owner'],
  filters: ['state'],
  rights: customerRights,
  fields: {
    model: field.text({ label: label('Model', 'Model', 'Modell', 'Modèle'), required: true, max: 80, search: 'words' }),
    serial: field.text({ label: label('Seri no', 'Serial number', 'Seriennummer', 'N° de série'), max: 40 }),
    state: field.choice({
      label: label('Durum', 'State', 'Zustand', 'État'),
      choices: {
        running: { label: label('Çalışıyor', 'Running', 'Läuft', 'En marche') },
        broken: { label: label('Arızalı', 'Broken', 'Defekt', 'En panne') },
      },
    }),
    customer: field.reference({ label: label('Müşteri', 'Customer', 'Kunde', 'Client'), to: 'customer' }),
    price: field.money({ label: label('Fiyat', 'Price', 'Preis', 'Prix') }),
    boughtAt: field.date({ label: label('Alım tarihi', 'Bought on', 'Gekauft am', 'Acheté le') }),
  },
})
`
