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
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...isOther, '**/*.int.test.ts', '**/*.sim.test.ts'],
          // One process for many files, which load their modules once: a third of a run was the start of 260 processes.
          // It holds since tests put away what they opened, and take back what they stood in for.
          isolate: false,
          maxWorkers: 2,
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
          // Two files at a time leave a fifth of two cores unused: they wait for servers, databases and processes.
          maxWorkers: 3,
          sequence: { ...shared.sequence, groupOrder: 1 },
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
          // A run starts a dozen processes and leaves a third of two cores unused: two at a time, and no other file beside.
          fileParallelism: false,
          maxConcurrency: 2,
          sequence: { ...shared.sequence, groupOrder: 2 },
        },
      },
    ],
  },
})
