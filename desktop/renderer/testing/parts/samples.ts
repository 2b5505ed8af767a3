import { type Field, type FieldKind, type FieldValues, field } from '../../../../shared/fields.ts'
import { label } from '../../../../shared/labels.ts'

interface Sample<K extends FieldKind> {
  field: Field
  value: FieldValues[K]
  /** Something that was typed and cannot be one; absent where only good values can be chosen. */
  wrong?: unknown
}

const called = (name: string) => ({ label: label(name, name, name, name) })
const choices = {
  calm: { label: label('Sakin', 'Calm', 'Ruhig', 'Calme'), color: 'teal' as const },
  busy: { label: label('Yoğun', 'Busy', 'Viel los', 'Chargé'), color: 'orange' as const },
  late: { label: label('Gecikmiş', 'Late', 'Verspätet', 'En retard'), color: 'red' as const },
}
const id = '01990000-0000-7000-8000-00000000ab01'
const sentence = 'Işık Makina 500 tonluk pres için teklif bekliyor.'

/** One field of every kind, with a value. A new field kind does not compile until it is shown here. */
export const samples: { [K in FieldKind]: Sample<K> } = {
  text: { field: field.text({ ...called('text'), max: 20 }), value: 'Işık Makina', wrong: 'Işık Makina'.repeat(3) },
  longText: { field: field.longText(called('longText')), value: `${sentence}\n${sentence}` },
  richText: {
    field: field.richText(called('richText')),
    value: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: sentence }] }] },
  },
  number: { field: field.number({ ...called('number'), decimals: 1 }), value: 1234.5, wrong: 'on iki' },
  money: { field: field.money(called('money')), value: { amount: 12_345_60, currency: 'TRY' }, wrong: 'çok' },
  percent: { field: field.percent(called('percent')), value: 1250, wrong: 'yarısı' },
  date: { field: field.date(called('date')), value: '2026-11-21', wrong: '31.02.2026' },
  dateTime: { field: field.dateTime(called('dateTime')), value: '2026-11-21T11:05:00.000Z', wrong: '25:00' },
  choice: { field: field.choice({ ...called('choice'), choices }), value: 'busy' },
  multiChoice: { field: field.multiChoice({ ...called('multiChoice'), choices }), value: ['calm', 'late'] },
  boolean: { field: field.boolean(called('boolean')), value: true },
  email: { field: field.email(called('email')), value: 'bilgi@firma.example', wrong: 'bilgi@' },
  phone: { field: field.phone(called('phone')), value: '+905321234567', wrong: '0532' },
  url: { field: field.url(called('url')), value: 'https://www.firma.example', wrong: 'firma' },
  taxNumber: { field: field.taxNumber(called('taxNumber')), value: '1234567890', wrong: '12345678' },
  reference: { field: field.reference({ ...called('reference'), to: 'user' }), value: id },
  references: { field: field.references({ ...called('references'), to: 'user' }), value: [id] },
  tags: { field: field.tags({ ...called('tags'), to: 'tag' }), value: [id] },
  files: { field: field.files({ ...called('files'), to: 'file' }), value: [id] },
  address: {
    field: field.address(called('address')),
    value: { line: 'Organize Sanayi 3. Cad. 12', district: 'Nilüfer', province: '16', postalCode: '16140' },
  },
  lines: {
    field: field.lines({
      ...called('lines'),
      columns: { what: field.text(called('what')), amount: field.number(called('amount')) },
    }),
    value: [{ id, what: 'Pres', amount: 2 }],
  },
  structure: { field: field.structure({ ...called('structure'), structure: 'setting' }), value: { a: 1 } },
}
