import { afterEach, expect, it, vi } from 'vitest'
import { createSearchIndex } from './searchIndex.ts'

afterEach(() => vi.useRealTimers())

/** An index over a log with so many steps to read; a commit adds one. */
function stage(steps = 0) {
  vi.useFakeTimers()
  const log = { left: steps, read: 0, onStep: () => {} }
  const inCompany = async () => {
    if (log.left === 0) return false
    log.left--
    log.read++
    log.onStep()
    return log.left > 0
  }
  const index = createSearchIndex({ database: { inCompany } as never })
  const commit = () => {
    log.left++
    index.committed('c')
  }
  const commitEachSecond = async (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      commit()
      await vi.advanceTimersByTimeAsync(1000)
    }
  }
  return { log, commit, commitEachSecond }
}

it('waits for quiet', async () => {
  const { log, commitEachSecond } = stage()
  await commitEachSecond(10)
  expect(log.read).toBe(0)
  await vi.advanceTimersByTimeAsync(1000)
  expect(log).toMatchObject({ read: 10, left: 0 })
})

it('waits no longer than a minute for it, and then reads all there is, whoever writes meanwhile', async () => {
  const { log, commit, commitEachSecond } = stage()
  await commitEachSecond(60)
  expect(log.read).toBe(60)
  log.read = 0
  await commitEachSecond(55)
  expect(log.read).toBe(0)
  log.onStep = () => log.read < 40 && commit()
  await commitEachSecond(5)
  expect(log.read).toBe(99)
})

it('counts the minute from the first commit, although a run in between gave way to another one', async () => {
  const { log, commit, commitEachSecond } = stage(100)
  commit()
  log.onStep = () => log.read === 1 && commit()
  await vi.advanceTimersByTimeAsync(2000)
  expect(log.read).toBe(1)
  await commitEachSecond(57)
  expect(log.read).toBe(1)
  await commitEachSecond(1)
  expect(log).toMatchObject({ left: 0 })
})
