import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { sectors, sources } from './choices.ts'
import { leadRights } from './rights.ts'

/** Somebody who may become a customer (O-065..O-067, O-095..O-107). */
export const lead = defineKind({
  name: 'lead',
  plural: 'leads',
  module: 'crm',
  label: {
    one: label('Lead', 'Lead', 'Lead', 'Prospect'),
    many: label('Leadler', 'Leads', 'Leads', 'Prospects'),
    gender: { de: 'm', fr: 'm' },
  },
  title: v => v.companyName || v.name || '',
  oneOf: [
    ['name', 'companyName'],
    ['phone', 'email'],
  ],
  together: [['status', 'lostReason']],
  requiredWhen: [{ field: 'status', is: 'lost', fields: ['lostReason'] }],
  shownWhen: [
    { field: 'status', is: 'lost', fields: ['lostReason'] },
    { field: 'status', is: 'converted', fields: ['convertedTo'] },
  ],
  list: ['name', 'status', 'phone', 'email', 'source', 'sector', 'address', 'owner', 'createdAt'],
  filters: ['createdAt', 'owner', 'status', 'source', 'sector', 'address.region', 'tags'],
  rights: leadRights,
  fields: {
    companyName: field.text({
      label: label('Firma adı', 'Company name', 'Firmenname', 'Nom de la société'),
      example: 'Yıldız Gıda San. ve Tic. A.Ş.',
      max: 200,
      search: 'words',
      section: 'main',
    }),
    name: field.text({
      label: label('Ad soyad', 'Full name', 'Vor- und Nachname', 'Nom et prénom'),
      example: 'Ayşe Yılmaz',
      max: 120,
      search: 'words',
      personal: true,
      section: 'main',
    }),
    position: field.text({
      label: label('Pozisyon', 'Position', 'Position', 'Fonction'),
      example: 'Satın alma müdürü',
      max: 100,
      section: 'main',
    }),
    status: field.choice({
      label: label('Durum', 'Status', 'Status', 'Statut'),
      required: true,
      section: 'main',
      choices: {
        new: { label: label('Yeni', 'New', 'Neu', 'Nouveau'), color: 'blue' },
        contacted: { label: label('İletişim kuruldu', 'Contacted', 'Kontaktiert', 'Contacté'), color: 'teal' },
        qualified: { label: label('Uygun', 'Qualified', 'Qualifiziert', 'Qualifié'), color: 'violet' },
        converted: {
          label: label('Müşteri oldu', 'Converted', 'Konvertiert', 'Converti'),
          color: 'green',
          broughtBy: { command: 'convertLead', with: 'convertedTo' },
        },
        lost: { label: label('Kaybedildi', 'Lost', 'Verloren', 'Perdu'), color: 'gray' },
      },
    }),
    lostReason: field.choice({
      label: label('Kayıp nedeni', 'Lost reason', 'Verlustgrund', 'Raison de la perte'),
      section: 'main',
      choices: {
        price: { label: label('Fiyat', 'Price', 'Preis', 'Prix') },
        competitor: { label: label('Rakip', 'Competitor', 'Wettbewerber', 'Concurrent') },
        noNeed: { label: label('İhtiyaç yok', 'No need', 'Kein Bedarf', 'Pas de besoin') },
        noAnswer: { label: label('Ulaşılamadı', 'No answer', 'Keine Antwort', 'Sans réponse') },
        other: { label: label('Diğer', 'Other', 'Sonstiges', 'Autre') },
      },
    }),
    source: field.choice({
      label: label('Kaynak', 'Source', 'Quelle', 'Source'),
      required: true,
      choices: sources,
      section: 'main',
    }),
    sector: field.choice({ label: label('Sektör', 'Sector', 'Branche', 'Secteur'), choices: sectors, section: 'main' }),
    phone: field.phone({
      label: label('Telefon', 'Phone', 'Telefon', 'Téléphone'),
      example: '+905321234567',
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
      example: 'ayse.yilmaz@yildizgida.example',
      search: 'words',
      personal: true,
      section: 'contact',
    }),
    website: field.url({ label: label('Web sitesi', 'Website', 'Website', 'Site web'), section: 'contact' }),
    address: field.address({
      label: label('Adres', 'Address', 'Adresse', 'Adresse'),
      example: { line: 'Atatürk Cad. No: 12', district: 'Ümraniye', province: '34' },
      personal: true,
      section: 'contact',
    }),
    location: field.structure({
      label: label('Haritadaki yer', 'Place on the map', 'Ort auf der Karte', 'Lieu sur la carte'),
      structure: 'point',
      personal: true,
      section: 'contact',
    }),
    expectedAmount: field.money({
      label: label('Beklenen tutar', 'Expected amount', 'Erwarteter Betrag', 'Montant attendu'),
      example: { amount: 12_500_000, currency: 'TRY' },
      section: 'sales',
    }),
    nextContactOn: field.date({
      label: label('Sonraki görüşme', 'Next contact', 'Nächster Kontakt', 'Prochain contact'),
      example: '2026-12-01',
      section: 'sales',
    }),
    tags: field.tags({ label: label('Etiketler', 'Tags', 'Schlagwörter', 'Étiquettes'), to: 'tag', section: 'sales' }),
    firstMessage: field.longText({
      label: label('İlk mesaj', 'First message', 'Erste Nachricht', 'Premier message'),
      max: 20_000,
      personal: true,
      section: 'notes',
    }),
    privateNotes: field.longText({
      label: label('Özel notlar', 'Private notes', 'Private Notizen', 'Notes privées'),
      max: 20_000,
      section: 'notes',
    }),
    convertedTo: field.reference({
      label: label('Müşteri', 'Customer', 'Kunde', 'Client'),
      to: 'customer',
      stub: true,
      readOnly: true,
      section: 'sales',
    }),
  },
})
