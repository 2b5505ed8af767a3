import { afterEach, expect, it, vi } from 'vitest'
import { listenToOthers } from './others.ts'

afterEach(() => vi.useRealTimers())

it('a commit of another instance whose announcement was lost is found within a second, and once', async () => {
  vi.useFakeTimers()
  const told: unknown[] = []
  const numbers = [{ id: 'c', number: 7 }]
  const others = await listenToOthers({
    database: {
      sql: { listen: () => Promise.resolve({ unlisten: () => Promise.resolve() }) },
      lookup: () => Promise.resolve(numbers),
    } as never,
    services: {
      viewers: { forget: (company: string) => told.push(['forget', company]) },
      onCommit: (listener: (commit: unknown) => void) => listener({ company: 'own', head: { number: 3 } }),
      onError: (error: unknown) => told.push(error),
    } as never,
    sync: { hinted: (company, number) => told.push([company, number]) },
    sessions: { heard: () => {} },
  })
  numbers.push({ id: 'own', number: 3 })
  await vi.advanceTimersByTimeAsync(3500)
  expect(told).toEqual([
    ['forget', 'c'],
    ['c', 7],
  ])
  await others.close()
})
