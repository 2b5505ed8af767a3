import { expect, test } from 'vitest'
import { customer } from '../../../shared/entities/crm/customer.ts'
import { task } from '../../../shared/entities/teamwork/task.ts'
import type { Scope } from '../../../shared/permissions/rights.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import { narrowedTo } from './narrowedTo.ts'

const viewer = (see: Scope, team: string | null = 'north'): Viewer => ({
  ...{ user: 'me', team, role: 'seller' },
  rights: {
    kinds: {
      customer: { see, create: see, edit: see, archive: see, export: see },
      task: { see: 'all', create: 'all', edit: 'all', archive: 'all', export: 'all' },
    },
    abilities: [],
  },
})

test('a list says whose records alone a role shows, and nothing where it shows all', () => {
  expect(narrowedTo(customer, viewer('own'))).toBe('own')
  expect(narrowedTo(customer, viewer('team'))).toBe('team')
  expect(narrowedTo(customer, viewer('all'))).toBeUndefined()
  expect(narrowedTo(task, viewer('own'))).toBeUndefined()
})

test('who is in no team sees their own, whatever the role says of teams', () => {
  expect(narrowedTo(customer, viewer('team', null))).toBe('own')
})
