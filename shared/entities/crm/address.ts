import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { dependentRights } from './rights.ts'

/** One of a customer's or lead's addresses (S-114, O-109). */
export const address = defineKind({
  name: 'address',
  plural: 'addresses',
  module: 'crm',
  label: {
    one: label('Adres', 'Address', 'Adresse', 'Adresse'),
    many: label('Adresler', 'Addresses', 'Adressen', 'Adresses'),
    gender: { de: 'f', fr: 'f' },
  },
  title: v => v.name ?? '',
  parents: ['customer', 'lead'],
  list: ['use', 'address', 'parent'],
  filters: ['use', 'address.region'],
  timeline: ['createdAt'],
  rights: dependentRights,
  fields: {
    name: field.text({
      label: label('Adres adı', 'Address name', 'Bezeichnung', 'Nom de l’adresse'),
      example: 'Ümraniye fabrikası',
      required: true,
      max: 80,
      search: 'words',
    }),
    use: field.choice({
      label: label('Kullanım', 'Use', 'Verwendung', 'Utilisation'),
      required: true,
      choices: {
        invoice: { label: label('Fatura', 'Invoice', 'Rechnung', 'Facturation') },
        delivery: { label: label('Teslimat', 'Delivery', 'Lieferung', 'Livraison') },
        office: { label: label('Ofis', 'Office', 'Büro', 'Bureau') },
        other: { label: label('Diğer', 'Other', 'Sonstige', 'Autre') },
      },
    }),
    address: field.address({ label: label('Adres', 'Address', 'Adresse', 'Adresse'), required: true, personal: true }),
  },
})
