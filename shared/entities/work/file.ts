import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { dependentRights } from '../crm/rights.ts'

/** A file on a record (O-042, O-105, S-115). Its bytes are a blob, reached through this record and never by hash alone. */
export const file = defineKind({
  name: 'file',
  plural: 'files',
  module: 'work',
  label: {
    one: label('Dosya', 'File', 'Datei', 'Fichier'),
    many: label('Dosyalar', 'Files', 'Dateien', 'Fichiers'),
    gender: { de: 'f', fr: 'm' },
  },
  title: v => v.name ?? '',
  parents: ['customer', 'lead', 'contact', 'note', 'activity', 'task'],
  list: ['mediaType', 'size', 'parent', 'createdBy', 'createdAt'],
  filters: ['createdAt', 'createdBy', 'mediaType'],
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
    mediaType: field.text({ label: label('Dosya türü', 'File type', 'Dateityp', 'Type de fichier'), max: 120 }),
    /** Bytes. */
    size: field.number({
      label: label('Boyut', 'Size', 'Größe', 'Taille'),
      required: true,
      decimals: 0,
      range: [0, Number.MAX_SAFE_INTEGER],
      example: 48_213,
    }),
    /** SHA-256 of the bytes, in hex. */
    hash: field.text({
      label: label('Özet (SHA-256)', 'Hash (SHA-256)', 'Prüfsumme (SHA-256)', 'Empreinte (SHA-256)'),
      required: true,
      max: 64,
      example: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
    }),
    /** Text in it, for search. */
    text: field.longText({
      label: label('İçindeki metin', 'Text in it', 'Enthaltener Text', 'Texte contenu'),
      max: 20_000,
      search: 'words',
      personal: true,
    }),
    note: field.text({
      label: label('Açıklama', 'Description', 'Beschreibung', 'Description'),
      max: 300,
      search: 'words',
    }),
  },
})
