import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trSortKey } from '../../shared/sortKey.ts'
import { trFold } from '../../shared/text.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test?.drop())

const words = [
  ...['IŞIK İnşaat A.Ş.', 'ışık', 'ilik', 'ılık', 'İzmir', 'Iğdır', 'Çınar', 'Can', 'cam', 'Ömer', 'Onur', 'öz', 'Şen'],
  ...['Sen', 'şen', 'Güneş', 'Gunes', 'Ğ', 'Kâğıt', 'Kağan', 'Ünal', 'Umut', 'Madde 9', 'Madde 10', 'madde 2', 'é'],
]
const foreign = [
  'Bäckerstraße',
  'GROẞHANDEL',
  'Müller & Söhne',
  'Cœur ŒUVRE',
  'Élève',
  'Ærø',
  'Łódź',
  'Đorđe',
  'Ħamrun ǿ',
]

describe('Turkish text in SQL', () => {
  it('folds as the rest of Pergel does', async () => {
    const rows = await test.database.sql<{ word: string; folded: string }[]>`
      select word, tr_fold(word) as folded from unnest(${[...words, ...foreign]}::text[]) as t(word)`
    expect(rows.map(row => row.folded)).toEqual(rows.map(row => trFold(row.word)))
  })

  it('orders as the sort key does', async () => {
    const rows = await test.database.sql<{ word: string }[]>`
      select word from unnest(${words}::text[]) as t(word) order by word collate tr_sort`
    const byKey = words.toSorted((a, b) => (trSortKey(a) < trSortKey(b) ? -1 : 1))
    expect(rows.map(row => row.word)).toEqual(byKey)
  })
})
