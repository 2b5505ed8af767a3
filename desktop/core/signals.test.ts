import { expect, test } from 'vitest'
import { signal } from './signals.ts'

test('whoever comes while a value has changed untold is told when it is the old one again', () => {
  let value = 0
  const seen: number[] = []
  const counter = signal(() => value)
  value = 1
  counter.follow(now => seen.push(now))
  value = 0
  counter.refresh()
  expect(seen).toEqual([1, 0])
})
