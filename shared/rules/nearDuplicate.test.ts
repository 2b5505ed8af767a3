import { expect, test } from 'vitest'
import { companyNameKey } from './companyName.ts'
import { findDoubles, type Identity, likelyDouble, likeness } from './nearDuplicate.ts'

const company = (id: string, companyName: string, more: Partial<Identity> = {}): Identity => ({
  id,
  companyName,
  ...more,
})
const score = (a: Partial<Identity>, b: Partial<Identity>) => likeness({ id: 'a', ...a }, { id: 'b', ...b }).score

test('company names are compared without legal form, trade words and spelling', () => {
  const same = [
    'Öz Işık Makina San. ve Tic. Ltd. Şti.',
    'ÖZ-IŞIK MAKİNE',
    'oz isik mak. sanayi ticaret limited şirketi',
    'Öz Işık Makina A.Ş.',
    'Öz Işık Makina A. Ş.',
  ]
  expect(new Set(same.map(companyNameKey))).toEqual(new Set(['oz isik makina']))
  expect(companyNameKey('Sanayi ve Ticaret A.Ş.')).toBe('sanayi ve ticaret as')
  expect(companyNameKey('A B C İnşaat')).toBe('abc insaat')
})

test('the same tax number is enough, a placeholder says nothing', () => {
  expect(score({ taxNumber: '4540536920' }, { taxNumber: '4540536920' })).toBeGreaterThanOrEqual(95)
  expect(score({ taxNumber: '2222222222' }, { taxNumber: '2222222222' })).toBe(0)
  expect(score({ taxNumber: '1234567890' }, { taxNumber: '1234567890' })).toBe(0)
})

test('the same company name or e-mail or phone is enough', () => {
  expect(score({ companyName: 'Anadolu Makina A.Ş.' }, { companyName: 'ANADOLU MAKİNE SAN.' })).toBeGreaterThanOrEqual(
    likelyDouble,
  )
  expect(score({ emails: ['a@b.com'] }, { emails: ['c@b.com', 'a@b.com'] })).toBeGreaterThanOrEqual(likelyDouble)
  expect(score({ phones: ['+905321234567'] }, { phones: ['+905321234567'] })).toBeGreaterThanOrEqual(likelyDouble)
  expect(score({ emails: ['a@b.com'] }, { emails: ['c@b.com'] })).toBe(0)
})

test('a name one letter off is enough in the same province only', () => {
  const [a, b] = [{ companyName: 'Yıldız Tekstil' }, { companyName: 'Yıldzı Tekstil' }]
  expect(score(a, b)).toBeLessThan(likelyDouble)
  expect(score({ ...a, province: '16' }, { ...b, province: '16' })).toBeGreaterThanOrEqual(likelyDouble)
  expect(score({ ...a, province: '16' }, { ...b, province: '34' })).toBeLessThan(likelyDouble)
})

test('namesakes are not doubles: common personal names, and companies with other tax numbers', () => {
  expect(
    score({ personName: 'Mehmet Yılmaz', province: '34' }, { personName: 'Yılmaz MEHMET', province: '34' }),
  ).toBeLessThan(likelyDouble)
  expect(
    score(
      { personName: 'Mehmet Yılmaz', phones: ['+905321234567'] },
      { personName: 'Yılmaz MEHMET', phones: ['+905321234567'] },
    ),
  ).toBeGreaterThan(75)
  expect(
    score(
      { companyName: 'Yıldız Tekstil', taxNumber: '9990001119' },
      { companyName: 'Yıldız Tekstil', taxNumber: '8880002220' },
    ),
  ).toBeLessThan(likelyDouble)
  expect(score({ companyName: 'Yıldız Tekstil' }, { companyName: 'Yıldız Gıda' })).toBe(0)
  expect(score({ companyName: 'Ak A.Ş.' }, { companyName: 'Al A.Ş.' })).toBe(0)
})

test('the score is the same in both directions and names its reasons', () => {
  const a = company('a', 'Kaya İnşaat', { phones: ['+902121112233'], taxNumber: '4540536920' })
  const b = company('b', 'KAYA İNŞ. LTD. ŞTİ.', { phones: ['+902121112233'], taxNumber: '4540536920' })
  expect(likeness(a, b)).toEqual(likeness(b, a))
  expect(likeness(a, b).reasons).toEqual(['taxNumber', 'companyName', 'phone'])
})

test('doubles are found among many, each pair once, best first', () => {
  const records = [
    company('1', 'Yıldız Tekstil A.Ş.', { province: '16', phones: ['+902241112233'] }),
    company('2', 'Yildiz Tekstil', { province: '16', phones: ['+902241112233'] }),
    company('3', 'Yıldız Teksitl', { province: '16' }),
    company('4', 'Bambaşka Gıda', { province: '16' }),
    ...Array.from({ length: 60 }, (_, i) =>
      company(`x${i}`, `Şube ${'abcdefghijklmnoprstuvyz'[i % 23]}${i}`, { phones: ['+908501112233'] }),
    ),
  ]
  expect(findDoubles(records).map(({ first, second }) => `${first}${second}`)).toEqual(['12', '13', '23'])
})
