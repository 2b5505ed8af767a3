import { expect, test } from 'vitest'
import { countPlaywright, countVitest, inWords, sumOf } from './counts.ts'

const file = (...statuses: string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map(status => ({ status })),
})
const vitest = (passed: number, failed: number, testResults: unknown[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults,
})
const playwright = (stats: Partial<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>>, errors = 0) => ({
  stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats },
  errors: Array.from({ length: errors }, () => ({ message: 'x' })),
})

test('the closing line names skipped tests only when there are any', () => {
  expect(inWords({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(inWords({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})

test('stages are added up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 }
  expect(sumOf([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 })
})

test('passed, failed and skipped Vitest tests are counted', () => {
  const report = vitest(1, 1, [file('passed', 'failed')])
  expect(countVitest(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 2 })
})

test('a Vitest file that does not load is one failure', () => {
  const report = vitest(1, 0, [file('passed'), { status: 'failed', assertionResults: [] }])
  expect(countVitest(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 2 })
})

test('a run that ends badly without naming a test is a failure', () => {
  expect(countVitest(vitest(5, 0, [file('passed')]), 1).failed).toBe(1)
  expect(countPlaywright(playwright({ expected: 5 }), 1).failed).toBe(1)
})

test('a run of no test, or without a report, is a failure and not zero', () => {
  expect(countVitest(vitest(0, 0, []), 0).failed).toBe(1)
  expect(countVitest(undefined, 0).failed).toBe(1)
  expect(countPlaywright(playwright({ skipped: 4 }), 0)).toEqual({ passed: 0, failed: 1, skipped: 4 })
  expect(countPlaywright({}, 0).failed).toBe(1)
})

test('a journey that passed at a second try, and an error outside all tests, are failures', () => {
  const report = playwright({ expected: 2, unexpected: 1, flaky: 1, skipped: 1 }, 1)
  expect(countPlaywright(report, 1)).toEqual({ passed: 2, failed: 3, skipped: 1 })
})
