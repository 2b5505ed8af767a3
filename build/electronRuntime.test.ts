import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { electronRuntime } from './electronRuntime.ts'

const folder = mkdtempSync(join(tmpdir(), 'pergel-electron-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** As the package's own install leaves it. */
function install() {
  mkdirSync(join(folder, 'dist'), { recursive: true })
  writeFileSync(join(folder, 'path.txt'), 'electron')
  writeFileSync(join(folder, 'dist/electron'), '')
}
const linux = { platform: 'linux', isRoot: false, folder } as const
const screen = { DISPLAY: ':0' }

test('a package without its runtime, or with half of it, gives none', () => {
  expect(electronRuntime(screen, linux)).toHaveProperty('why')
  install()
  rmSync(join(folder, 'dist/electron'))
  expect(electronRuntime(screen, linux)).toHaveProperty('why')
})

test('a runtime that is there is used, where there is a display and the user is not root', () => {
  install()
  const path = join(folder, 'dist/electron')
  expect(electronRuntime(screen, linux)).toEqual({ path })
  expect(electronRuntime({ WAYLAND_DISPLAY: 'wayland-0' }, linux)).toEqual({ path })
  expect(electronRuntime({}, linux)).toEqual({ why: 'there is no display' })
  expect(electronRuntime(screen, { ...linux, isRoot: true })).toEqual({ why: 'it does not run as root' })
  expect(electronRuntime({}, { ...linux, platform: 'win32', isRoot: true })).toEqual({ path })
})

test('a runtime of the developer’s own goes first', () => {
  install()
  expect(electronRuntime({ ...screen, ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'dist') }, linux)).toEqual({
    path: join(folder, 'dist/electron'),
  })
})
