import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** One PostgreSQL for a whole run; each test file makes its own database in it. */
const database = ['./server/testing/globalSetup.ts'].filter(path => existsSync(new URL(path, import.meta.url)))

const shared = {
  environment: 'node',
  // Processes and not threads: the native SQLite module and signals behave there as they do in the product.
  pool: 'forks',
  sequence: { hooks: 'list' },
} as const

const isOther = ['**/node_modules/**', '**/dist/**', '**/.pergel/**']

/**
 * Three projects by file name: `x.test.ts` unit (no port, no database, milliseconds), `x.int.test.ts` integration (a
 * real PostgreSQL, real sockets), `x.sim.test.ts` convergence (random and seeded, minutes).
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...isOther, '**/*.int.test.ts', '**/*.sim.test.ts'],
          retry: 1,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'integration',
          include: ['**/*.int.test.ts'],
          exclude: isOther,
          globalSetup: database,
          // As in the journeys: what passes only at a second try is named at the end of the run.
          retry: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'convergence',
          include: ['**/*.sim.test.ts'],
          exclude: isOther,
          globalSetup: database,
          retry: 1,
          testTimeout: 420_000,
          hookTimeout: 120_000,
          // A run starts several processes of its own; beside another one its timing would tell nothing.
          fileParallelism: false,
        },
      },
    ],
  },
})
