import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { sectors, sources } from './choices.ts'
import { customerRights } from './rights.ts'

const joined = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ')

/** A company or a person we do business with (S-077..S-094, O-068..O-070, O-108; required sets by decision 10). */
export const customer = defineKind({
  name: 'customer',
  plural: 'customers',
  module: 'crm',
  label: {
    one: label('Müşteri', 'Customer', 'Kunde', 'Client'),
    many: label('Müşteriler', 'Customers', 'Kunden', 'Clients'),
    gender: { de: 'm', fr: 'm' },
  },
  title: v =>
    (v.type === 'individual'
      ? joined(v.firstName, v.lastName) || v.companyName
      : v.companyName || joined(v.firstName, v.lastName)) || '',
  requiredWhen: [
    { field: 'type', is: 'company', fields: ['companyName', 'taxNumber', 'sector'] },
    { field: 'type', is: 'individual', fields: ['firstName', 'lastName'] },
  ],
  shownWhen: [
    {
      field: 'type',
      is: 'company',
      fields: [
        'companyName',
        'taxOffice',
        'authorizedFirstName',
        'authorizedLastName',
        'authorizedPosition',
        'authorizedEmail',
        'authorizedPhone',
      ],
    },
    { field: 'type', is: 'individual', fields: ['firstName', 'lastName'] },
  ],
  list: ['type', 'status', 'sector', 'phone', 'email', 'address', 'tags', 'owner', 'updatedAt'],
  filters: ['createdAt', 'owner', 'status', 'source', 'sector', 'address.region', 'type', 'tags'],
  rights: customerRights,
  fields: {
    type: field.choice({
      label: label('Müşteri tipi', 'Customer type', 'Kundentyp', 'Type de client'),
      required: true,
      section: 'main',
      choices: {
        company: { label: label('Firma', 'Company', 'Firma', 'Société') },
        individual: { label: label('Bireysel', 'Individual', 'Privatperson', 'Particulier') },
      },
    }),
    companyName: field.text({
      label: label('Şirket adı', 'Company name', 'Firmenname', 'Nom de la société'),
      example: 'Anadolu Makina San. ve Tic. A.Ş.',
      max: 200,
      search: 'words',
      section: 'main',
    }),
    firstName: field.text({
      label: label('Ad', 'First name', 'Vorname', 'Prénom'),
      max: 60,
      search: 'words',
      personal: true,
      section: 'main',
    }),
    lastName: field.text({
      label: label('Soyad', 'Last name', 'Nachname', 'Nom'),
      max: 60,
      search: 'words',
      personal: true,
      section: 'main',
    }),
    taxNumber: field.taxNumber({
      label: label('Vergi numarası', 'Tax number', 'Steuernummer', 'Numéro fiscal'),
      example: '4540536920',
      search: 'digits',
      personal: true,
      section: 'main',
    }),
    taxOffice: field.text({
      label: label('Vergi dairesi', 'Tax office', 'Finanzamt', 'Centre des impôts'),
      max: 80,
      section: 'main',
    }),
    status: field.choice({
      label: label('Müşterinin durumu', 'Customer status', 'Kundenstatus', 'Statut du client'),
      required: true,
      section: 'main',
      choices: {
        potential: { label: label('Potansiyel', 'Potential', 'Potenziell', 'Potentiel'), color: 'blue' },
        active: { label: label('Aktif', 'Active', 'Aktiv', 'Actif'), color: 'green' },
        atRisk: { label: label('Riskli', 'At risk', 'Gefährdet', 'À risque'), color: 'orange' },
        passive: { label: label('Pasif', 'Passive', 'Passiv', 'Passif'), color: 'gray' },
      },
    }),
    /** Moved by the company's rules and by hand (decision 19, O-159..O-164). */
    stage: field.choice({
      label: label('Yaşam döngüsü', 'Life cycle', 'Lebenszyklus', 'Cycle de vie'),
      section: 'main',
      choices: {
        interested: { label: label('İlgi duyan', 'Interested', 'Interessiert', 'Intéressé'), color: 'gray' },
        lead: { label: label('Aday', 'Lead', 'Lead', 'Prospect'), color: 'blue' },
        firstSale: { label: label('İlk satış', 'First sale', 'Erster Verkauf', 'Première vente'), color: 'teal' },
        active: { label: label('Aktif', 'Active', 'Aktiv', 'Actif'), color: 'green' },
        loyal: { label: label('Sadık', 'Loyal', 'Treu', 'Fidèle'), color: 'violet' },
        atRisk: {
          label: label('Riskli / pasif', 'At risk / passive', 'Gefährdet / passiv', 'À risque / passif'),
          color: 'orange',
        },
      },
    }),
    sector: field.choice({ label: label('Sektör', 'Sector', 'Branche', 'Secteur'), choices: sectors, section: 'main' }),
    source: field.choice({ label: label('Kaynak', 'Source', 'Quelle', 'Source'), choices: sources, section: 'main' }),
    authorizedFirstName: field.text({
      label: label(
        'Yetkili kişi adı',
        'Authorised person, first name',
        'Ansprechpartner, Vorname',
        'Interlocuteur, prénom',
      ),
      max: 60,
      search: 'words',
      personal: true,
      section: 'authorized',
    }),
    authorizedLastName: field.text({
      label: label(
        'Yetkili kişi soyadı',
        'Authorised person, last name',
        'Ansprechpartner, Nachname',
        'Interlocuteur, nom',
      ),
      max: 60,
      search: 'words',
      personal: true,
      section: 'authorized',
    }),
    authorizedPosition: field.text({
      label: label(
        'Yetkili kişi pozisyonu',
        'Authorised person, position',
        'Ansprechpartner, Position',
        'Interlocuteur, fonction',
      ),
      max: 100,
      section: 'authorized',
    }),
    authorizedEmail: field.email({
      label: label(
        'Yetkili kişi e-postası',
        'Authorised person, e-mail',
        'Ansprechpartner, E-Mail',
        'Interlocuteur, e-mail',
      ),
      search: 'words',
      personal: true,
      section: 'authorized',
    }),
    authorizedPhone: field.phone({
      label: label(
        'Yetkili kişi telefonu',
        'Authorised person, phone',
        'Ansprechpartner, Telefon',
        'Interlocuteur, téléphone',
      ),
      search: 'digits',
      personal: true,
      section: 'authorized',
    }),
    phone: field.phone({
      label: label('Telefon', 'Phone', 'Telefon', 'Téléphone'),
      example: '+902164445566',
      search: 'digits',
      personal: true,
      section: 'contact',
    }),
    secondaryPhone: field.phone({
      label: label('İkincil telefon', 'Secondary phone', 'Zweite Telefonnummer', 'Téléphone secondaire'),
      search: 'digits',
      personal: true,
      section: 'contact',
    }),
    email: field.email({
      label: label('E-posta', 'E-mail', 'E-Mail', 'E-mail'),
      example: 'bilgi@anadolumakina.example',
      search: 'words',
      personal: true,
      section: 'contact',
    }),
    website: field.url({ label: label('Web sitesi', 'Website', 'Website', 'Site web'), section: 'contact' }),
    address: field.address({
      label: label('Adres', 'Address', 'Adresse', 'Adresse'),
      personal: true,
      section: 'contact',
    }),
    location: field.structure({
      label: label('Haritadaki yer', 'Place on the map', 'Ort auf der Karte', 'Lieu sur la carte'),
      structure: 'point',
      personal: true,
      section: 'contact',
    }),
    tags: field.tags({ label: label('Etiketler', 'Tags', 'Schlagwörter', 'Étiquettes'), to: 'tag', section: 'notes' }),
    privateNotes: field.longText({
      label: label('Özel notlar', 'Private notes', 'Private Notizen', 'Notes privées'),
      max: 20_000,
      section: 'notes',
    }),
  },
})
