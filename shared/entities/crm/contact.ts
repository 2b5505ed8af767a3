import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { dependentRights } from './rights.ts'

/** A person at a customer or lead (S-113, O-038). */
export const contact = defineKind({
  name: 'contact',
  plural: 'contacts',
  module: 'crm',
  label: {
    one: label('İlgili kişi', 'Contact', 'Kontakt', 'Contact'),
    many: label('İlgili kişiler', 'Contacts', 'Kontakte', 'Contacts'),
    gender: { de: 'm', fr: 'm' },
  },
  title: v => [v.firstName, v.lastName].filter(Boolean).join(' '),
  parents: ['customer', 'lead'],
  list: ['position', 'phone', 'email', 'parent'],
  filters: ['createdAt', 'isPrimary'],
  timeline: ['createdAt'],
  rights: dependentRights,
  fields: {
    firstName: field.text({
      label: label('Ad', 'First name', 'Vorname', 'Prénom'),
      example: 'Ayşe',
      required: true,
      max: 60,
      search: 'words',
      personal: true,
    }),
    lastName: field.text({
      label: label('Soyad', 'Last name', 'Nachname', 'Nom'),
      example: 'Yılmaz',
      max: 60,
      search: 'words',
      personal: true,
    }),
    position: field.text({
      label: label('Pozisyon', 'Position', 'Position', 'Fonction'),
      example: 'Satın alma müdürü',
      max: 100,
    }),
    phone: field.phone({
      label: label('Telefon', 'Phone', 'Telefon', 'Téléphone'),
      example: '+905321234567',
      search: 'digits',
      personal: true,
    }),
    email: field.email({
      label: label('E-posta', 'E-mail', 'E-Mail', 'E-mail'),
      example: 'ayse.yilmaz@anadolumakina.example',
      search: 'words',
      personal: true,
    }),
    isPrimary: field.boolean({ label: label('Birincil kişi', 'Primary contact', 'Hauptkontakt', 'Contact principal') }),
    birthday: field.date({ label: label('Doğum günü', 'Birthday', 'Geburtstag', 'Anniversaire'), personal: true }),
    privateNotes: field.longText({ label: label('Notlar', 'Notes', 'Notizen', 'Notes'), max: 5_000 }),
  },
})
