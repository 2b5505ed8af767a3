import { afterEach, beforeEach, expect } from 'vitest'
import { type SyncStage, syncStage } from './syncStage.ts'
import type { TestDesktop } from './testDesktop.ts'

/** A stage for the tests of a file, another one for each of them. */
export function testStage(): SyncStage {
  // Filled before each test.
  const stage = {} as SyncStage
  beforeEach(async () => {
    Object.assign(stage, await syncStage())
  })
  afterEach(() => stage.close())
  return stage
}

/** The desktop's copies are what its user should have. */
export function expectEqual(stage: SyncStage, desktop: TestDesktop, user: string): void {
  const { held, due } = stage.held(desktop, user)
  expect(held).toEqual(due)
}
