import { expect, it, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { createDatabaseHealth } from './databaseHealth.ts'
import { reviveWhenAway } from './reviveWhenAway.ts'

const away = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
const notStarted = (reason: string) => new AppError('server.unavailable', { params: { reason } })

it('tries until it is back, and tells each reason once, however often and at whatever time it stands in the way', async () => {
  const health = createDatabaseHealth()
  const told: string[] = []
  const reasons = ['08:01 [12] disk full', '08:02 [13] disk full', '08:03 [14] no memory', '08:04 [15] disk full']
  let tries = 0
  const revive = async () => {
    const reason = reasons[tries++]
    if (reason) throw notStarted(reason)
    health.worked()
  }
  const end = reviveWhenAway(health, revive, { betweenMs: 1, tell: reason => told.push(reason) })
  health.failed(away)
  await vi.waitFor(() => expect(health.trouble).toBeUndefined(), { timeout: 10_000 })
  expect(tries).toBe(5)
  expect(told).toEqual(['08:01 [12] disk full', '08:03 [14] no memory'])
  end()
})
