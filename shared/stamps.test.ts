import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newRecord, withPatch } from './apply.ts'
import { builtInKinds } from './kinds.ts'
import type { Patch, RecordState } from './record.ts'
import { settleProposals, stampChanges, withStamps } from './stamps.ts'
import { merge } from './sync/merge.ts'
import { inverseOf } from './sync/undo.ts'

const kind = builtInKinds.require('task')
const key = { kind: 'task', id: '01930000-0000-7000-8000-000000000001' }
const [early, late] = ['2026-11-20T09:00:00.000Z', '2026-11-21T09:00:00.000Z']
const open: RecordState = { ...newRecord(key, early, 'a'), values: { subject: 'Ara', state: 'open' } }
const to = (base: string, value: string): Patch => ({ ...key, set: { state: { base, value } } })
const written = (state: RecordState, patch: Patch, at: string) =>
  withPatch(kind, state, withStamps(kind, state.values, patch, at))

test('a task says when it was done as long as it is, and again when it is done again', () => {
  const done = written(open, to('open', 'done'), early)
  expect(done.values).toEqual({ subject: 'Ara', state: 'done', doneAt: early })
  const reopened = written(done, to('done', 'open'), late)
  expect(reopened.values).toEqual(open.values)
  expect(written(reopened, to('open', 'done'), late).values['doneAt']).toBe(late)
  expect(written(open, { ...key, create: true, set: { state: { value: 'open' } } }, late).values).toEqual(open.values)
})

test('what is done already keeps its moment', () => {
  const done = written(open, to('open', 'done'), early)
  expect(written(done, to('open', 'done'), late).values['doneAt']).toBe(early)
  // Two ticked it apart from each other: that is no clash, and the first was it.
  const second = withStamps(kind, open.values, to('open', 'done'), late)
  expect(merge(kind, { ...done.values }, second.set)).toEqual({ changes: {}, clashes: [] })
})

test('taken back and done again, it has the moment that it had', () => {
  const tick = withStamps(kind, open.values, to('open', 'done'), early)
  const done = withPatch(kind, open, tick)
  const untick = withStamps(kind, done.values, to('done', 'open'), late)
  const [again] = inverseOf([{ patches: [untick] }])
  expect(again && written(withPatch(kind, done, untick), again, late).values['doneAt']).toBe(early)
  const [back] = inverseOf([{ patches: [tick] }])
  expect(back && written(done, back, late).values).toEqual(open.values)
})

test('a server takes the moment that a desktop proposes, unless it is still to come or of nothing', () => {
  const proposed = (doneAt?: string, state = 'done') =>
    settleProposals(kind, { state: { value: state }, ...(doneAt ? { doneAt: { value: doneAt } } : {}) }, late)['doneAt']
  expect([proposed(early)?.value, proposed()?.value, proposed('2027-01-01T00:00:00.000Z')?.value]).toEqual([
    early,
    late,
    late,
  ])
  expect(proposed(early, 'open')).toBeUndefined()
  expect(settleProposals(kind, { doneAt: { value: early } }, late)).toEqual({})
})

test('whatever is written in whatever order, a task has a moment exactly while it is done', () => {
  const change = fc.record({
    value: fc.constantFrom('open', 'done', undefined),
    base: fc.constantFrom('open', 'done'),
    doneAt: fc.option(fc.constantFrom(early, late), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), changes => {
      let bag: Record<string, unknown> = { ...open.values }
      for (const { value, base, doneAt } of changes) {
        const set = { state: { base, ...(value ? { value } : {}) }, ...(doneAt ? { doneAt: { value: doneAt } } : {}) }
        bag = { ...bag, ...merge(kind, bag, settleProposals(kind, set, late)).changes }
        expect(bag['doneAt'] !== undefined).toBe(bag['state'] === 'done')
      }
    }),
  )
})

test('kinds without stamps pay nothing', () => {
  const lead = builtInKinds.require('lead')
  const set = { status: { value: 'lost' } }
  expect(settleProposals(lead, set, late)).toBe(set)
  expect(stampChanges(lead, {}, { status: 'lost' }, set)).toEqual({})
})
