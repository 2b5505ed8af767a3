import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { adminWrites } from './rights.ts'

/** A company's setting by key; its id is derived from the key, so that two desktops cannot make two. */
export const setting = defineKind({
  name: 'setting',
  plural: 'settings',
  module: 'system',
  label: {
    one: label('Ayar', 'Setting', 'Einstellung', 'Réglage'),
    many: label('Ayarlar', 'Settings', 'Einstellungen', 'Réglages'),
    gender: { de: 'f', fr: 'm' },
  },
  title: v => v.key ?? '',
  shared: true,
  idFrom: 'key',
  rights: adminWrites,
  fields: {
    key: field.text({
      label: label('Anahtar', 'Key', 'Schlüssel', 'Clé'),
      example: 'erpExport',
      required: true,
      max: 80,
    }),
    value: field.structure({
      label: label('Değer', 'Value', 'Wert', 'Valeur'),
      example: { enabled: true },
      required: true,
      structure: 'setting',
    }),
  },
})
