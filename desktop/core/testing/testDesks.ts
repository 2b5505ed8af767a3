import { afterEach } from 'vitest'
import { type TestWorkspace, type TestWorkspaceOptions, testWorkspace } from './testWorkspace.ts'

/** Opens workspaces for the tests of a file, each until the end of the test that asked for it. */
export function testDesks(): (options?: TestWorkspaceOptions) => Promise<TestWorkspace> {
  const opened: TestWorkspace[] = []
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
  })
  return async options => {
    const made = await testWorkspace(options)
    opened.push(made)
    return made
  }
}
