import { describe, expect, it } from 'vitest'
import { createPace } from './pace.ts'

describe('the pace of a socket', () => {
  it('lets a burst through, then as much as fills again; what is dear counts for more', () => {
    let now = 1000
    const pace = createPace({ requests: 10, seconds: 1 }, () => now)
    for (let i = 0; i < 10; i++) expect(pace.take('presence')).toBe(0)
    expect(pace.take('presence')).toBe(100)
    now += 600
    expect(pace.take('snapshot')).toBe(0)
    expect(pace.take('digest')).toBe(1900)
    now += 10_000
    expect(pace.take('push')).toBe(0)
  })
})
