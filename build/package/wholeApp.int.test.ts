import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from '../childProcess.ts'
import { makeAppFolder } from './appFolder.ts'

const browser = [process.env.PERGEL_CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  path => path && existsSync(path),
)

/** Outside the project, so that no node_modules is found. */
let app: string
beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'pergel-whole-'))
  await makeAppFolder(app, { onStep: () => undefined })
}, 300_000)
afterAll(() => rm(app, { recursive: true, force: true }))

it.skipIf(!browser)(
  'the app as it is packed opens its window, talks to core and ends in order',
  async () => {
    const script = join(root, 'desktop/e2e/fixtures/packedApp.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [script, app], {
      env: { ...process.env, PERGEL_CHROMIUM: browser, PERGEL_DATA_DIR: '', PERGEL_PORT: '' },
    })
    const [last = ''] = stdout.trim().split('\n').slice(-1)
    const shown = JSON.parse(last)
    expect(shown).toMatchObject({ forked: 1, code: 0, menu: 5 })
    expect(shown.url).toMatch(/^pergel-app:\/\/app\/index\.html/)
    // Only core can say what the screen says first.
    expect(shown.heading).toMatch(/\p{L}/u)
  },
  180_000,
)
