import { expect, test } from 'vitest'
import { isAffected } from './affected.ts'

const query = { kind: 'lead', filters: [], sort: { field: 'title', descending: false }, archived: 'without' as const }

test('a list looks different after a change of its kind alone', () => {
  expect(isAffected('records.list', { query, limit: 50 }, [{ kind: 'lead', ids: ['1'] }])).toBe(true)
  expect(isAffected('records.list', { query, limit: 50 }, [{ kind: 'customer', ids: ['1'] }])).toBe(false)
})

test('a record looks different after its own change, or when its whole kind is reloaded', () => {
  const key = { kind: 'lead', id: '1' }
  expect(isAffected('records.get', key, [{ kind: 'lead', ids: ['2'] }])).toBe(false)
  expect(isAffected('records.get', key, [{ kind: 'lead', ids: ['2', '1'] }])).toBe(true)
  expect(isAffected('records.get', key, [{ kind: 'lead' }])).toBe(true)
})

test('drafts never change under the form that types them', () => {
  expect(isAffected('drafts.get', { key: 'lead/new' }, [{ kind: 'lead' }])).toBe(false)
})
