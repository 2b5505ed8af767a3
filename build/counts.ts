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

/** A test that did not simply pass: with what its first failing try said. */
export interface Trouble {
  test: string
  message: string
  /** It passed when it was tried again. */
  passedLater: boolean
}

export interface Found {
  counts: Counts
  troubles: Trouble[]
}

/**
 * What Vitest's JSON report says. A file that could not be loaded has no tests to count and is one failure; so is a run
 * that ended badly, or ran nothing, without naming a test.
 */
export function readVitest(report: unknown, exitCode: number): Found {
  const parsed = vitestReport.safeParse(report)
  if (!parsed.success) return { counts: failedOne, troubles: [] }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = parsed.data
  const brokenFiles = testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(one => ({ ...one, test: `${name} > ${one.fullName}` })),
  )
  return {
    counts: orFailed(
      {
        passed: numPassedTests,
        failed: numFailedTests + brokenFiles.length,
        skipped: numPendingTests + numTodoTests,
      },
      exitCode,
    ),
    troubles: [
      ...brokenFiles.map(({ name, message }) => ({ test: name, message, passedLater: false })),
      ...tests
        .filter(({ failureMessages }) => failureMessages.length > 0)
        .map(({ test, status, failureMessages }) => ({
          test,
          message: failureMessages[0] ?? '',
          passedLater: status === 'passed',
        })),
    ],
  }
}

/** What Playwright's JSON report says; errors outside any test (a file that does not load) are failures. */
export function readPlaywright(report: unknown, exitCode: number): Found {
  const parsed = playwrightReport.safeParse(report)
  if (!parsed.success) return { counts: failedOne, troubles: [] }
  const { stats, errors, suites } = parsed.data
  const counts = {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }
  const troubles = suites.flatMap(specsOf).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, results }) => ({
        test: `${file} > ${title}`,
        message: results.find(({ error }) => error?.message)?.error?.message ?? '',
        passedLater: status === 'flaky',
      })),
  )
  const outside = errors.map(({ message = '' }) => ({ test: 'outside any test', message, passedLater: false }))
  return { counts: orFailed(counts, exitCode), troubles: [...outside, ...troubles] }
}

const specsOf = (suite: Suite): Spec[] => [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)]

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
  testResults: z.array(
    z.object({
      name: z.string().default(''),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string().default(''),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
})

const spec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
    }),
  ),
})
type Spec = z.infer<typeof spec>
interface Suite {
  specs: Spec[]
  suites?: Suite[] | undefined
}
const suite: z.ZodType<Suite> = z.lazy(() => z.object({ specs: z.array(spec), suites: z.array(suite).optional() }))

const playwrightReport = z.object({
  stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
  errors: z.array(z.object({ message: z.string().optional() })),
  suites: z.array(suite).default([]),
})
