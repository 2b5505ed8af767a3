import { afterEach, expect, it } from 'vitest'
import { inGroup } from '../../../shared/groups.ts'
import { type TestWorkspace, testWorkspace } from '../testing/testWorkspace.ts'
import { groupHandlers } from './groups.ts'
import { changeRecords } from './write.ts'

let opened: TestWorkspace | undefined
afterEach(async () => {
  await opened?.close()
  opened = undefined
})

it('groups, totals and keys of a list follow what a person has just changed', async () => {
  const of = await testWorkspace({ abilities: ['bulkEdit'] })
  opened = of
  const amount = (lira: number) => ({ expectedAmount: { amount: lira * 100, currency: 'TRY' } })
  const make = (status: string, lira: number) =>
    of.make('lead', {
      name: 'Ayşe Işık',
      phone: '+905321234567',
      status,
      source: 'google',
      ...amount(lira),
      owner: of.viewer.user,
    })
  const [first] = [make('new', 10), make('new', 20), make('contacted', 5)]
  const query = {
    ...{ kind: 'lead', filters: [], sort: { field: 'createdAt', descending: false }, archived: 'without' as const },
    where: {
      any: [
        { field: 'status', op: 'is' as const, value: 'new' },
        { field: 'name', op: 'empty' as const },
      ],
    },
  }
  const handlers = groupHandlers(() => of.work)
  const ask = async () => {
    const { groups, totals } = await handlers['records.groups']({ query, by: 'status', totals: ['expectedAmount'] })
    return [groups.map(({ key, count }) => [key, count]), totals['expectedAmount']?.map(({ sum }) => sum)]
  }
  expect(await ask()).toEqual([[['new', 2]], [3_000]])
  changeRecords(of.work, { label: 'edit', keys: [{ kind: 'lead', id: first ?? '' }], set: { status: 'contacted' } })
  expect(await ask()).toEqual([[['new', 1]], [2_000]])
  const { where, ...whole } = query
  const contacted = await handlers['records.keys']({ query: inGroup(of.work.kinds(), whole, 'status', 'contacted') })
  expect(where.any).toHaveLength(2)
  expect([contacted.count, contacted.keys[0]]).toEqual([2, { kind: 'lead', id: first }])
})
