import { expect, it } from 'vitest'
import { builtInKinds } from '../../../../shared/kinds.ts'
import { type BulkRow, changeOf, emptyRow, howsFor, isOffered } from './bulkRows.ts'

const of = { keys: [{ kind: 'lead', id: '01930000-0000-7000-8000-000000000001' }] }
const row = (field: string, how: BulkRow['how'], value?: unknown): BulkRow => ({ field, how, value })
const { fields } = builtInKinds.require('customer')

it('asks for nothing until every row is filled in', () => {
  expect(changeOf([], of)).toBeUndefined()
  expect(changeOf([{ field: undefined, how: 'set', value: 'x' }], of)).toBeUndefined()
  expect(changeOf([row('sector', 'set')], of)).toBeUndefined()
  expect(changeOf([row('tags', 'add', [])], of)).toBeUndefined()
  expect(changeOf([row('isActive', 'set', false)], of)).toMatchObject({ set: { isActive: false } })
})

it('puts what is set, emptied, added and taken out in its place', () => {
  const rows = [
    row('sector', 'set', 'x'),
    row('notes', 'clear'),
    row('tags', 'add', ['a']),
    row('tags', 'remove', ['b']),
    // Added, and nothing asked by it yet.
    emptyRow,
  ]
  expect(changeOf(rows, of)).toEqual({
    label: 'edit',
    of,
    set: { sector: 'x' },
    clear: ['notes'],
    add: { tags: ['a'] },
    remove: { tags: ['b'] },
  })
})

it('is called by what it does', () => {
  expect(changeOf([row('owner', 'set', 'u')], of)?.label).toBe('assign')
  expect(changeOf([row('tags', 'add', ['a'])], of)?.label).toBe('tag')
  expect(changeOf([row('owner', 'set', 'u'), row('sector', 'set', 'x')], of)?.label).toBe('edit')
})

it('offers to add to sets alone, and never to empty what is required', () => {
  const offered = Object.values(fields).filter(isOffered)
  for (const field of offered) {
    const ways = howsFor(field, false)
    expect(ways.includes('add')).toBe(['tags', 'references', 'multiChoice'].includes(field.kind))
    expect(ways).toContain('clear')
    expect(howsFor(field, true)).not.toContain('clear')
  }
  expect(offered.some(({ kind }) => kind === 'tags')).toBe(true)
  expect(offered.some(({ readOnly, kind }) => readOnly || kind === 'structure')).toBe(false)
})
