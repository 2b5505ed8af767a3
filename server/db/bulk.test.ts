import { expect, it } from 'vitest'
import { bulkInsert } from './bulk.ts'

it('sends no bytes at all as an element of its own', () => {
  const insert = bulkInsert('t', [{ name: 'changes', type: 'bytea' }])
  const rows = [Buffer.from('a'), Buffer.alloc(0), null].map(changes => ({ changes }))
  expect(insert(rows).parameters).toEqual(['{"YQ==","",NULL}'])
  expect(rows.map(row => insert([row]).parameters)).toEqual([['YQ=='], [''], [null]])
})
