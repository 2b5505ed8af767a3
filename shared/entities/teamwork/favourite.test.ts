import { expect, test } from 'vitest'
import { isUuid } from '../../ids.ts'
import { favouriteId } from './favourite.ts'

const record = { kind: 'customer', id: '01930000-0000-7000-8000-000000000001' }

test('a record is one favourite of a person on all their desktops, and another one of a colleague', () => {
  const id = favouriteId('a', record)
  expect(isUuid(id)).toBe(true)
  expect(favouriteId('a', { ...record })).toBe(id)
  expect(favouriteId('b', record)).not.toBe(id)
  expect(favouriteId('a', { ...record, kind: 'lead' })).not.toBe(id)
})
