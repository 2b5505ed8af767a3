import { expect, it } from 'vitest'
import { bulkInsert } from './bulk.ts'

it('sends no bytes at all as an element of its own', () => {
  const { parameters } = bulkInsert('t', [{ name: 'changes', type: 'bytea' }])
  const rows = [Buffer.from('a'), Buffer.alloc(0), null].map(changes => ({ changes }))
  expect(parameters(rows)).toEqual(['{"YQ==","",NULL}'])
})
