import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { showProgress } from './progress.mjs'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function output(isTTY: boolean) {
  const written: string[] = []
  return { written, isTTY, write: (text: unknown) => written.push(String(text)) > 0 }
}

test('on a terminal one line is written over itself and cleared at the end', () => {
  const out = output(true)
  let done = 1
  const stop = showProgress(() => `${done} of 9`, out)
  done = 4
  vi.advanceTimersByTime(65_000)
  expect(out.written[0]).toBe('\r\x1b[K  1 of 9 · 0:00')
  expect(out.written.at(-1)).toBe('\r\x1b[K  4 of 9 · 1:05')
  stop()
  expect(out.written.at(-1)).toBe('\r\x1b[K')
  vi.advanceTimersByTime(5000)
  expect(out.written.at(-1)).toBe('\r\x1b[K')
})

test('where lines go to a file, one comes now and then', () => {
  const out = output(false)
  const stop = showProgress(() => 'going on', out)
  vi.advanceTimersByTime(25_000)
  expect(out.written).toEqual(['  going on · 0:10\n', '  going on · 0:20\n'])
  stop()
})
