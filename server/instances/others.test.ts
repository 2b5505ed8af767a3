import { afterEach, expect, it, vi } from 'vitest'
import type { Commit } from '../records/commit.ts'
import { listenToOthers } from './others.ts'

afterEach(() => vi.useRealTimers())

/** A database with these logs and sessions, and what was told of them. */
async function stage() {
  vi.useFakeTimers()
  const told: unknown[] = []
  const numbers: { id: string; number: number }[] = []
  const ended: { session: string; reason: string }[] = []
  const ears = new Map<string, { hear: (payload: string) => void; listening: () => void }>()
  let committed: (commit: Commit) => void = () => {}
  const connected = [{ session: 's1' }, { session: 's2' }]
  const others = await listenToOthers({
    database: {
      sql: {
        listen: (channel: string, hear: () => void, listening: () => void) => {
          ears.set(channel, { hear, listening })
          return Promise.resolve({ unlisten: () => Promise.resolve() })
        },
      },
      lookup: () => Promise.resolve(numbers),
      inCompany: () => Promise.resolve(ended),
    } as never,
    services: {
      viewers: { forget: (company: string) => told.push(['forget', company]) },
      onCommit: (listener: typeof committed) => {
        committed = listener
      },
      onError: (error: unknown) => told.push(error),
    } as never,
    sync: {
      hinted: (company, number) => told.push([company, number]),
      signedOut: (company, session, why) => told.push([company, session, why]),
      companies: { all: () => [{ id: 'c', hub: { all: () => connected } }] } as never,
    },
    sessions: { heard: () => {} },
  })
  const commit = (company: string, after: number, number: number) =>
    committed({ company, after, head: { number } } as Commit)
  const hear = (payload: string) => ears.get('pergel_commit')?.hear(payload)
  return { told, numbers, ended, ears, commit, hear, others }
}

it('a commit of another instance whose announcement was lost is found within a second, and once', async () => {
  const { told, numbers, commit, others } = await stage()
  commit('own', 2, 3)
  told.length = 0
  numbers.push({ id: 'c', number: 7 }, { id: 'own', number: 3 })
  await vi.advanceTimersByTimeAsync(3500)
  expect(told).toEqual([
    ['forget', 'c'],
    ['c', 7],
  ])
  await others.close()
})

it('a change of rights by another instance counts although a commit of our own came before its announcement', async () => {
  const { told, commit, hear, others } = await stage()
  commit('c', 0, 1)
  told.length = 0
  // Number 2 is another instance's; ours is 3.
  commit('c', 2, 3)
  hear('c:2')
  hear('c:3')
  expect(told).toEqual([['forget', 'c']])
  commit('c', 3, 4)
  expect(told).toHaveLength(1)
  await others.close()
})

it('a session that ended while nobody listened is let go when listening begins again, and each ten seconds', async () => {
  const { told, ended, ears, others } = await stage()
  ended.push({ session: 's1', reason: 'replaced' }, { session: 's2', reason: 'disabled' })
  ears.get('pergel_session')?.listening()
  await vi.advanceTimersByTimeAsync(1)
  const both = [
    ['c', 's1', 'auth.replaced'],
    ['c', 's2', 'auth.required'],
  ]
  expect(told).toEqual(both)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(told).toEqual([...both, ...both])
  await others.close()
})
