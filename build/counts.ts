import { z } from 'zod'

/** What a stage of the tests found. */
export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export const passedOne: Counts = { passed: 1, failed: 0, skipped: 0 }
export const failedOne: Counts = { passed: 0, failed: 1, skipped: 0 }

export const sumOf = (all: Counts[]): Counts =>
  all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )

/** The closing line: `N passed, N failed`, with `, N skipped` when there are any. */
export const inWords = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/**
 * The counts of Vitest's JSON report. A file that could not be loaded has no tests to count and is one failure; so is a
 * run that ended badly, or ran nothing, without naming a test.
 */
export function countVitest(report: unknown, exitCode: number): Counts {
  const parsed = vitestReport.safeParse(report)
  if (!parsed.success) return failedOne
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = parsed.data
  const brokenFiles = testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  return orFailed(
    {
      passed: numPassedTests,
      failed: numFailedTests + brokenFiles.length,
      skipped: numPendingTests + numTodoTests,
    },
    exitCode,
  )
}

/** The counts of Playwright's JSON report; errors outside any test (a file that does not load) are failures. */
export function countPlaywright(report: unknown, exitCode: number): Counts {
  const parsed = playwrightReport.safeParse(report)
  if (!parsed.success) return failedOne
  const { stats, errors } = parsed.data
  // A test that passed only at a second try is not a passed one.
  const failed = stats.unexpected + stats.flaky + errors.length
  return orFailed({ passed: stats.expected, failed, skipped: stats.skipped }, exitCode)
}

function orFailed(counts: Counts, exitCode: number): Counts {
  const ranNothing = counts.passed + counts.failed === 0
  return counts.failed === 0 && (exitCode !== 0 || ranNothing) ? sumOf([counts, failedOne]) : counts
}

const count = z.number().int().nonnegative()

const vitestReport = z.object({
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count,
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
})

const playwrightReport = z.object({
  stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
  errors: z.array(z.unknown()),
})
