import { expect, test } from 'vitest'
import { sectors } from '../../entities/crm/choices.ts'
import { formatPhone, isPhone, isTurkishMobile } from '../../phone.ts'
import { isDistrictOf, isPostalCode } from '../../places.ts'
import { companyNameKey } from '../../rules/companyName.ts'
import { random } from '../random.ts'
import { companyName, companyNamer, type Sector } from './companies.ts'
import { address, domainOf, landline, mobilePhone, officeEmail, personEmail } from './contacts.ts'
import { lastNames, personName } from './people.ts'
import { noteSubject, noteText } from './work.ts'

const source = random('words')
const all = Object.keys(sectors) as Sector[]
const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

test('there are different company names for 200,000 records', () => {
  const next = companyNamer(random('companies'))
  const names = Array.from({ length: 200_000 }, (_, i) => next(all[i % all.length] ?? 'services'))
  expect(new Set(names).size).toBe(200_000)
  expect(names.filter(name => name.length > 100)).toEqual([])
  // None that the search for doubles would take for one company, seen on a part.
  expect(new Set(names.slice(-5000).map(companyNameKey)).size).toBe(5000)
  // The home of the company has to tell namesakes apart seldom only.
  expect(new Set(many(20_000, () => companyName(source, source.pick(all)))).size).toBeGreaterThan(18_000)
})

test('names are written as Turkish names are', () => {
  for (const { first, last } of many(3000, () => personName(source))) {
    expect(`${first} ${last}`).toMatch(/^[A-ZÇĞİÖŞÜIÂ][a-zçğıöşüâ]+( [A-ZÇĞİÖŞÜI][a-zçğıöşüâ]+){1,2}$/)
  }
  expect(new Set(many(5000, () => Object.values(personName(source)).join(' '))).size).toBeGreaterThan(4500)
  expect(lastNames.length).toBeGreaterThan(400)
})

test('addresses lie in a district of their province and have its postal code', () => {
  for (const made of many(2000, () => address(source))) {
    expect(isDistrictOf(made.province, made.district)).toBe(true)
    expect(isPostalCode(made.postalCode, made.province)).toBe(true)
    expect(made.line.length).toBeGreaterThan(10)
  }
  expect(new Set(many(5000, () => address(source).province)).size).toBeGreaterThan(70)
})

test('phones are valid, fit the province and belong to nobody', () => {
  for (const phone of many(500, () => mobilePhone(source))) {
    expect(isTurkishMobile(phone) && isPhone(phone), phone).toBe(true)
    expect(formatPhone(phone)).toMatch(/^05\d\d 0/)
  }
  for (const phone of many(500, () => landline(source, '34'))) expect(phone).toMatch(/^\+902(12|16)0\d{6}$/)
  expect(isPhone(landline(source, '81'))).toBe(true)
})

test('e-mail addresses are plain ASCII at a domain that does not exist', () => {
  expect(domainOf('Öz Işık Makina San. ve Tic. Ltd. Şti.')).toBe('ozisikmakina.example')
  for (const email of many(500, () =>
    personEmail(source, personName(source), domainOf(companyName(source, source.pick(all)))),
  ))
    expect(email).toMatch(/^[a-z]+\.?[a-z]+@[a-z0-9]+\.example$/)
  expect(personEmail(source, { first: 'Şükrü', last: 'Iğdır' })).toMatch(/^[a-z.]+\d+@[a-z]+\.example$/)
  expect(officeEmail(source, 'a.example')).toMatch(/^[a-z]+@a\.example$/)
})

test('notes speak of things of the sector in whole sentences', () => {
  for (const note of many(500, () => noteText(source, 'food'))) expect(note).toMatch(/^[A-ZÇĞİÖŞÜ].*\.$/)
  expect(new Set(many(2000, () => noteText(source, source.pick(all)))).size).toBeGreaterThan(1800)
  expect(noteSubject(source, 'textile')).toMatch(/^[A-ZÇĞİÖŞÜ]/)
})

test('the same seed makes the same company', () => {
  const draw = () => {
    const seeded = random('same')
    return [
      companyName(seeded, 'food'),
      personName(seeded),
      address(seeded),
      noteText(seeded, 'food'),
      mobilePhone(seeded),
    ]
  }
  expect(draw()).toEqual(draw())
})
