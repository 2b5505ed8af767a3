import { describe, expect, it } from 'vitest'
import { AppError } from '../../errors.ts'
import type { RecordState } from '../../record.ts'
import { viewMoves } from './moveView.ts'

const ids = { view: '0190a0a0-0000-7000-8000-000000000001', made: '0190a0a0-0000-7000-8000-000000000002' }
const by = { user: 'u', at: '' }
const view: RecordState = {
  ...{ kind: 'view', id: ids.view, epoch: 1, number: 1, archived: false, owner: 'o' },
  ...{ createdAt: '', createdBy: '', updatedAt: '', updatedBy: '' },
  values: { of: 'customer', name: 'Ege', shows: { layout: 'table' } },
}
const run = (record: RecordState | undefined) =>
  viewMoves.view.run({ get: () => record, childrenOf: () => [] }, { ...ids, to: 'teamView' }, by)

describe('sharing a view', () => {
  it('makes the same view for the others and archives the one before', () => {
    const [made, left] = run(view)
    expect(made).toMatchObject({ kind: 'teamView', id: ids.made, create: true })
    const values = Object.fromEntries(Object.entries(made?.set ?? {}).map(([name, { value }]) => [name, value]))
    expect(values).toEqual(view.values)
    expect(left).toEqual({ kind: 'view', id: ids.view, set: { archived: { base: false, value: true } } })
  })

  it('is refused for a view that is not there any more', () => {
    expect(() => run(undefined)).toThrow(AppError)
    expect(() => run({ ...view, archived: true })).toThrow(AppError)
  })

  it('goes to another kind only', () => {
    expect(viewMoves.view.arguments.safeParse({ ...ids, to: 'view' }).success).toBe(false)
    expect(viewMoves.view.arguments.safeParse({ ...ids, to: 'companyView' }).success).toBe(true)
  })
})
