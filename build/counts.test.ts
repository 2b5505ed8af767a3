import { expect, test } from 'vitest'
import { inWords, readPlaywright, readVitest, sumOf } from './counts.ts'

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
  expect(readVitest(report, 1).counts).toEqual({ passed: 1, failed: 1, skipped: 2 })
})

test('a Vitest file that does not load is one failure', () => {
  const report = vitest(1, 0, [file('passed'), { status: 'failed', assertionResults: [] }])
  expect(readVitest(report, 1).counts).toEqual({ passed: 1, failed: 1, skipped: 2 })
})

test('a run that ends badly without naming a test is a failure', () => {
  expect(readVitest(vitest(5, 0, [file('passed')]), 1).counts.failed).toBe(1)
  expect(readPlaywright(playwright({ expected: 5 }), 1).counts.failed).toBe(1)
})

test('a run of no test, or without a report, is a failure and not zero', () => {
  expect(readVitest(vitest(0, 0, []), 0).counts.failed).toBe(1)
  expect(readVitest(undefined, 0).counts.failed).toBe(1)
  expect(readPlaywright(playwright({ skipped: 4 }), 0).counts).toEqual({ passed: 0, failed: 1, skipped: 4 })
  expect(readPlaywright({}, 0).counts.failed).toBe(1)
})

test('an error outside all tests is a failure', () => {
  const report = playwright({ expected: 2, unexpected: 1, skipped: 1 }, 1)
  expect(readPlaywright(report, 1).counts).toEqual({ passed: 2, failed: 2, skipped: 1 })
})

test('what passed only at a second try is counted as passed and named with what its first try said', () => {
  const spec = (title: string, status: string, ...messages: string[]) => ({
    title,
    file: 'list.journey.ts',
    tests: [{ status, results: [...messages.map(message => ({ error: { message } })), {}] }],
  })
  const report = {
    ...playwright({ expected: 1, flaky: 1, unexpected: 1 }),
    suites: [{ specs: [spec('fine', 'expected')], suites: [{ specs: [spec('late', 'flaky', 'not seen')] }] }],
  }
  expect(readPlaywright(report, 1)).toEqual({
    counts: { passed: 2, failed: 1, skipped: 0 },
    troubles: [{ test: 'list.journey.ts > late', message: 'not seen', passedLater: true }],
  })
  const tests = [
    { status: 'passed', fullName: 'fine', failureMessages: [] },
    { status: 'passed', fullName: 'late', failureMessages: ['too slow'] },
    { status: 'failed', fullName: 'never', failureMessages: ['wrong', 'wrong again'] },
  ]
  const found = readVitest(vitest(2, 1, [{ name: 'a.test.ts', status: 'failed', assertionResults: tests }]), 1)
  expect(found.troubles).toEqual([
    { test: 'a.test.ts > late', message: 'too slow', passedLater: true },
    { test: 'a.test.ts > never', message: 'wrong', passedLater: false },
  ])
})
