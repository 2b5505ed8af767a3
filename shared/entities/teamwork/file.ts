import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { dependentRights } from '../crm/rights.ts'

/**
 * A file on a record (O-042, O-105, S-115). Its bytes are a blob, reached through this record and never by hash alone:
 * what says which blob it is, the server writes when the bytes have come whole, and nobody after it.
 */
export const file = defineKind({
  name: 'file',
  plural: 'files',
  module: 'teamwork',
  label: {
    one: label('Dosya', 'File', 'Datei', 'Fichier'),
    many: label('Dosyalar', 'Files', 'Dateien', 'Fichiers'),
    gender: { de: 'f', fr: 'm' },
  },
  title: v => v.name ?? '',
  parents: ['customer', 'lead', 'contact', 'note', 'activity', 'task'],
  list: ['mediaType', 'size', 'parent', 'createdBy', 'createdAt'],
  filters: ['createdAt', 'createdBy', 'mediaType'],
  timeline: ['createdAt'],
  rights: dependentRights,
  fields: {
    name: field.text({
      label: label('Ad', 'Name', 'Name', 'Nom'),
      example: 'sözleşme.pdf',
      required: true,
      max: 255,
      search: 'words',
      personal: true,
    }),
    note: field.text({
      label: label('Açıklama', 'Description', 'Beschreibung', 'Description'),
      max: 300,
      search: 'words',
    }),
    /** When its bytes had come whole; before that there is a name and nothing to open. */
    uploadedAt: field.dateTime({
      label: label('Yüklendi', 'Uploaded', 'Hochgeladen', 'Envoyé'),
      readOnly: true,
    }),
    mediaType: field.text({
      label: label('Dosya türü', 'File type', 'Dateityp', 'Type de fichier'),
      max: 120,
      readOnly: true,
    }),
    size: field.number({
      label: label('Boyut', 'Size', 'Größe', 'Taille'),
      help: label('Bayt olarak.', 'In bytes.', 'In Byte.', 'En octets.'),
      decimals: 0,
      unit: 'bytes',
      range: [0, Number.MAX_SAFE_INTEGER],
      readOnly: true,
    }),
    /** SHA-256 of the bytes, in hex. */
    hash: field.text({
      label: label('Özet (SHA-256)', 'Hash (SHA-256)', 'Prüfsumme (SHA-256)', 'Empreinte (SHA-256)'),
      max: 64,
      readOnly: true,
    }),
    /** Text in it, for search; taken out of it by whoever uploads it. */
    text: field.longText({
      label: label('İçindeki metin', 'Text in it', 'Enthaltener Text', 'Texte contenu'),
      max: 20_000,
      search: 'words',
      personal: true,
      readOnly: true,
    }),
  },
})
