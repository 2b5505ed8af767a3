import { expect, test } from 'vitest'
import { readAddresses } from './addresses.ts'

test('addresses are read from commas, spaces and lines, each once', () => {
  expect(readAddresses('ali@a.com, veli@b.com.tr;ALI@a.com\n can@c.com deniz@d.com').people.map(p => p.email)).toEqual([
    'ali@a.com',
    'veli@b.com.tr',
    'can@c.com',
    'deniz@d.com',
  ])
})

test('a name before the address is kept, and one is made where there is none', () => {
  expect(readAddresses('"Işıl Öz" <isil@firma.com.tr>, mehmet.kaya+crm@firma.com.tr').people).toEqual([
    { email: 'isil@firma.com.tr', name: 'Işıl Öz' },
    { email: 'mehmet.kaya+crm@firma.com.tr', name: 'Mehmet Kaya' },
  ])
})

test('what is no address is named, and the rest is read all the same', () => {
  const { people, wrong } = readAddresses('ali, veli@b, can@c.com, Deniz <deniz>')
  expect(people.map(({ email }) => email)).toEqual(['can@c.com'])
  expect(wrong).toEqual(['ali', 'veli@b', 'Deniz <deniz>'])
})
