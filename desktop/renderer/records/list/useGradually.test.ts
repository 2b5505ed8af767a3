import { describe, expect, it } from 'vitest'
import { turnOf } from './useGradually.ts'

describe('rows that are drawn one after the other', () => {
  it('are the first so many, in the order given', () => {
    expect([...turnOf(['c', 'a', 'b'], new Set(), 2)]).toEqual(['c', 'a'])
  })

  it('stand as long as they are wanted, and cost no turn', () => {
    expect([...turnOf(['a', 'b', 'c', 'd'], new Set(['d', 'b', 'gone']), 1)].sort()).toEqual(['a', 'b', 'd'])
  })

  it('are all there after enough pictures', () => {
    const keys = Array.from({ length: 25 }, (_, i) => String(i))
    let standing: ReadonlySet<string> = new Set()
    for (let i = 0; i < 3; i++) standing = turnOf(keys, standing, 12)
    expect(standing.size).toBe(25)
  })
})
