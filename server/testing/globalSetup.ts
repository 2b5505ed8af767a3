import { startTestCluster } from './testCluster.ts'

/** Vitest calls it once per project of a run; the first starts the cluster for all. */
let stop: (() => Promise<void>) | undefined

export async function setup() {
  if (process.env.PERGEL_TEST_DATABASE_URL) return
  const started = await startTestCluster()
  process.env.PERGEL_TEST_DATABASE_URL = started.url
  stop = started.stop
}

export async function teardown() {
  await stop?.()
}
