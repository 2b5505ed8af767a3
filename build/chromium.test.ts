import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkGivenChromium, findChromium } from './chromium.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pergel-chromium-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const program = (path: string, exitCode = 0) => {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\nexit ${exitCode}\n`)
  chmodSync(file, 0o755)
  return file
}
/** No Playwright there to ask: its question gets no answer. */
const find = (env: NodeJS.ProcessEnv, platform: string) =>
  findChromium({ root: folder, node: join(folder, 'no-node'), env, platform })

test('PERGEL_CHROMIUM comes before anything installed, and must be a file', () => {
  const installed = program('chromium')
  expect(find({ PERGEL_CHROMIUM: '/my/chrome', PATH: folder }, 'linux')).toBe('/my/chrome')
  expect(() => checkGivenChromium({ PERGEL_CHROMIUM: '/my/chrome' })).toThrow('PERGEL_CHROMIUM is "/my/chrome"')
  expect(() => checkGivenChromium({ PERGEL_CHROMIUM: folder })).toThrow()
  expect(() => checkGivenChromium({ PERGEL_CHROMIUM: installed })).not.toThrow()
  expect(() => checkGivenChromium({})).not.toThrow()
})

test.skipIf(process.platform === 'win32')(
  'on Linux a browser is found on the PATH, unless it is a stub that does not run',
  () => {
    expect(find({ PATH: folder }, 'linux')).toBeUndefined()
    program('chromium-browser', 1)
    expect(find({ PATH: folder }, 'linux')).toBeUndefined()
    const edge = program('microsoft-edge')
    expect(find({ PATH: folder }, 'linux')).toBe(edge)
  },
)

test.skipIf(process.platform === 'win32')('on macOS a browser is found in the person’s own Applications', () => {
  const chrome = program('Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
  expect(find({ HOME: folder }, 'darwin')).toBe(chrome)
})
