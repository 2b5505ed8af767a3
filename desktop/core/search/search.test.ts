import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Values } from '../../../shared/entity.ts'
import type { RecordState } from '../../../shared/record.ts'
import { createLists } from '../lists/lists.ts'
import { allSeeing, openProfile, type Profile } from '../lists/testing/open.ts'
import { openReader, type Reader } from '../storage/database.ts'
import { createSearch, type Search } from './search.ts'
import { createSimilar, type Similar } from './similar.ts'

const me = '01900000-0000-7000-8000-000000000001'
const other = '01900000-0000-7000-8000-000000000002'
let profile: Profile
let reader: Reader
let search: Search
let similar: Similar
let count = 0

const record = (kind: string, values: Values, rest: Partial<RecordState> = {}): RecordState => {
  const id = `01900000-0000-7000-8000-${String(++count + 1000).padStart(12, '0')}`
  const at = new Date(1_700_000_000_000 + count * 1000).toISOString()
  const state = {
    kind,
    id,
    epoch: 1,
    number: count,
    archived: false,
    createdAt: at,
    createdBy: me,
    updatedAt: at,
    updatedBy: me,
    owner: me,
    ...rest,
    values,
  }
  profile.put([state])
  return state
}
const company = (companyName: string, values: Values = {}, rest: Partial<RecordState> = {}) =>
  record('customer', { type: 'company', companyName, ...values }, rest)
const within = <T>(work: () => T): T => createLists({ reader, kinds: profile.kinds, zone: 'UTC' }).reading(work)
const hits = (words: string, kinds: string[] | null = ['customer'], viewer = allSeeing(me)) =>
  within(() => search.query({ words, limit: 8, ...(kinds ? { kinds } : {}) }, viewer)).groups.flatMap(
    group => group.hits,
  )
const titles = (words: string) => hits(words).map(hit => hit.title)
const corrected = (words: string) => within(() => search.query({ words, limit: 8 }, allSeeing(me))).corrected

beforeAll(() => {
  profile = openProfile()
  reader = openReader({ file: profile.file, key: profile.key })
  const lists = createLists({ reader, kinds: profile.kinds, zone: 'UTC' })
  search = createSearch({ reader, kinds: profile.kinds, lists })
  similar = createSimilar({ reader, kinds: profile.kinds, lists })
  company('IŞIK İnşaat A.Ş.', { phone: '+905321234567', taxNumber: '4840847211', email: 'info@isikinsaat.com.tr' })
  company('Öz Çağlayan Gıda', {
    secondaryPhone: '+902123334455',
    authorizedFirstName: 'Gülşah',
    authorizedLastName: 'Yıldırım',
  })
  company('Yıldırım Makina', { address: { province: '34', district: 'Kadıköy' } })
  company('Gülşah Tekstil')
  company('Anadolu Yapı', {}, { archived: true })
  company('Anadolu Yapı Market')
  for (let i = 0; i < 20; i++) company(`Benzer ${i} Nakliyat`)
  record('lead', { companyName: 'Çağdaş Lojistik', source: 'fair', status: 'new' })
  record('contact', { firstName: 'Ceyda', lastName: 'Öztürk', phone: '+905559876543' })
})
afterAll(() => {
  reader.close()
  profile.close()
})

describe('words', () => {
  test.each(['ışık', 'IŞIK', 'isik', 'İŞİK', 'Isik ins', 'insaat ısık', 'ışık inşaat a.ş.'])(
    '%s finds IŞIK İnşaat A.Ş.',
    typed => {
      expect(titles(typed)[0]).toBe('IŞIK İnşaat A.Ş.')
    },
  )
  test.each([
    ['caglayan', 'Öz Çağlayan Gıda'],
    ['oz cag', 'Öz Çağlayan Gıda'],
    ['ÇAĞLAYAN', 'Öz Çağlayan Gıda'],
    ['info@isik', 'IŞIK İnşaat A.Ş.'],
  ])('%s finds %s', (typed, title) => expect(titles(typed)).toContain(title))

  test('what begins with the words comes first, then what has them in its title, then elsewhere', () => {
    expect(titles('yıldırım')).toEqual(['Yıldırım Makina', 'Öz Çağlayan Gıda'])
    expect(titles('gülşah')).toEqual(['Gülşah Tekstil', 'Öz Çağlayan Gıda'])
  })
  test('one to three letters find beginnings of titles, the newest first; archived ones stand last', () => {
    expect(titles('ben')[0]).toBe('Benzer 19 Nakliyat')
    expect(titles('b')).toHaveLength(8)
    expect(titles('anadolu')).toEqual(['Anadolu Yapı Market', 'Anadolu Yapı'])
    expect(titles('ç')[0]).toBe('Öz Çağlayan Gıda')
  })
  test('nothing typed, or only signs, finds nothing', () => {
    expect([titles(''), titles('  '), titles('"*'), titles('#='), titles('a"b OR *')]).toEqual([[], [], [], [], []])
  })
  test('places that match are marked in the title as it is written', () => {
    const [hit] = hits('isik ins')
    expect(hit?.marks.map(([from, to]) => hit.title.slice(from, to))).toEqual(['IŞIK', 'İnş'])
  })
  test('several kinds answer together, the one with the better hit first', () => {
    const groups = within(() => search.query({ words: 'çağ', limit: 5 }, allSeeing(me))).groups
    expect(groups.map(group => group.kind)).toEqual(['lead', 'customer'])
  })
})

describe('a letter wrong', () => {
  test.each([
    ['yildirum', 'Yıldırım Makina'],
    ['yildrim', 'Yıldırım Makina'],
    ['yilddirim', 'Yıldırım Makina'],
    ['yidlirim', 'Yıldırım Makina'],
    ['gulshah', 'Gülşah Tekstil'],
    ['ildirim', 'Yıldırım Makina'],
    ['makna yildirim', 'Yıldırım Makina'],
    ['caglyan', 'Öz Çağlayan Gıda'],
    ['gıfa çağlayan', undefined],
  ])('%s finds %s', (typed, title) => {
    if (title) expect(titles(typed)).toContain(title)
    else expect(titles(typed)).toEqual([])
    expect(corrected(typed)).toBe(title !== undefined)
  })
  test('the beginning of a word still being typed may have one too', () =>
    expect(titles('caglaa')).toContain('Öz Çağlayan Gıda'))
  test('words of four letters are taken as they are', () => expect(titles('yapu')).toEqual([]))
  test('enough hits as typed leave no room for guesses', () => expect(corrected('benzer')).toBe(false))
  test('where something fits as typed, what is near stands behind it and nobody is told that nothing fits', () => {
    company('Kumrulu Boya')
    company('Kumrucu Boya')
    expect(titles('kumrulu')).toEqual(['Kumrulu Boya', 'Kumrucu Boya'])
    expect(corrected('kumrulu')).toBe(false)
    expect(corrected('kumrubu')).toBe(true)
  })
  test('a word that came just now can be mistyped at once', () => {
    company('Zümrütkaya Ambalaj')
    expect(titles('zumrutkya')).toEqual(['Zümrütkaya Ambalaj'])
  })
})

describe('numbers', () => {
  test.each([
    '0532 123 45 67',
    '532123',
    '+90 532 123',
    '0090532',
    '123 45 67',
    '1234567',
    '45 67',
    '4840847211',
    '484 084',
    '(0532) 123',
  ])('%s finds IŞIK İnşaat A.Ş.', typed => expect(titles(typed)).toContain('IŞIK İnşaat A.Ş.'))
  test('the number that was found stands below the title', () => {
    expect(hits('333 44')[0]?.subtitle).toBe('0212 333 44 55')
    expect(hits('0555 987', null)[0]).toMatchObject({
      kind: 'contact',
      title: 'Ceyda Öztürk',
      subtitle: '0555 987 65 43',
    })
  })
  test('a number is not taken for a typing error', () => expect(corrected('0532 999 99 99')).toBe(false))
})

test('nobody finds what they may not see', () => {
  company('Gizli Holding', {}, { owner: other, team: other })
  const viewer = allSeeing(me)
  const own = { ...viewer.rights.kinds['customer'], see: 'own' } as (typeof viewer.rights.kinds)[string]
  const limited = { ...viewer, rights: { ...viewer.rights, kinds: { customer: own } } }
  expect(hits('gizli', null, viewer)).toHaveLength(1)
  expect(hits('gizli', null, limited)).toEqual([])
  expect(hits('ışık', null, limited)).toHaveLength(1)
})

describe('near-duplicates of what is being typed', () => {
  const like = (values: Values, id?: string) =>
    within(() =>
      similar.query({ kind: 'customer', values: { type: 'company', ...values }, ...(id ? { id } : {}) }, allSeeing(me)),
    ).map(hit => hit.title)
  test.each([
    [{ taxNumber: '4840847211', companyName: 'Başka' }],
    [{ authorizedPhone: '+905321234567' }],
    [{ email: 'info@isikinsaat.com.tr' }],
    [{ companyName: 'Işık İnşaat Ltd. Şti.' }],
    [{ companyName: 'isik insaat san. ve tic.' }],
  ] as Values[][])('%j is like IŞIK İnşaat A.Ş.', values =>
    expect(like(values as Values)).toEqual(['IŞIK İnşaat A.Ş.']),
  )
  test('a record is not its own double, and different ones are none', () => {
    const own = company('Tekil Firma', { phone: '+905301112233' })
    expect(like(own.values, own.id)).toEqual([])
    expect(like(own.values)).toEqual(['Tekil Firma'])
    expect(like({ companyName: 'Işıltı Optik' })).toEqual([])
  })
})
