import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { testConnection } from '../testing/testConnection.ts'
import type { KindChange } from './affected.ts'
import { createFreshness } from './freshness.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function entryFor(kind: string, refresh = vi.fn(async () => undefined)) {
  return { refresh, isAffected: (changes: readonly KindChange[]) => changes.some(change => change.kind === kind) }
}

test('the first change refreshes at once, a burst after it at most every 100 ms', async () => {
  const { core, change } = testConnection(() => undefined)
  const entry = entryFor('lead')
  createFreshness(core).keep(entry)
  change({ kind: 'lead', ids: ['1'] })
  expect(entry.refresh).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 50; i++) change({ kind: 'lead', ids: [String(i)] })
  expect(entry.refresh).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(100)
  expect(entry.refresh).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(500)
  expect(entry.refresh).toHaveBeenCalledTimes(2)
})

test('only what a change touches is asked again, and nothing that nobody shows', async () => {
  const { core, change } = testConnection(() => undefined)
  const freshness = createFreshness(core)
  const [lead, customer] = [entryFor('lead'), entryFor('customer')]
  freshness.keep(lead)
  const stop = freshness.keep(customer)
  change({ kind: 'lead' })
  stop()
  await vi.advanceTimersByTimeAsync(100)
  change({ kind: 'customer' })
  expect(lead.refresh).toHaveBeenCalledTimes(1)
  expect(customer.refresh).not.toHaveBeenCalled()
})

test('a change during a refresh leads to exactly one more', async () => {
  const { core, change } = testConnection(() => undefined)
  let finish = () => undefined as undefined
  const slow = entryFor(
    'lead',
    vi.fn(
      () =>
        new Promise<undefined>(resolve => {
          finish = () => {
            resolve(undefined)
            return undefined
          }
        }),
    ),
  )
  createFreshness(core).keep(slow)
  change({ kind: 'lead' })
  for (let i = 0; i < 3; i++) {
    await vi.advanceTimersByTimeAsync(100)
    change({ kind: 'lead' })
  }
  expect(slow.refresh).toHaveBeenCalledTimes(1)
  finish()
  await vi.advanceTimersByTimeAsync(200)
  expect(slow.refresh).toHaveBeenCalledTimes(2)
})

test('a failed refresh does not stop the next one', async () => {
  const { core, change } = testConnection(() => undefined)
  const failing = entryFor(
    'lead',
    vi.fn(async () => Promise.reject(new Error('away'))),
  )
  createFreshness(core).keep(failing)
  change({ kind: 'lead' })
  await vi.advanceTimersByTimeAsync(150)
  change({ kind: 'lead' })
  expect(failing.refresh).toHaveBeenCalledTimes(2)
})

test('after a broken line everything on screen is asked again', async () => {
  const { core, setLink } = testConnection(() => undefined)
  const entry = entryFor('lead')
  createFreshness(core).keep(entry)
  setLink('connecting')
  setLink('open')
  expect(entry.refresh).toHaveBeenCalledTimes(1)
})
