import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ConfigError } from './config.ts'
import { makeDataFolder } from './dataFolder.ts'

const folder = mkdtempSync(join(tmpdir(), 'pergel-data-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('makes the data folder with those above it, and leaves one that is there as it is', () => {
  const deep = join(folder, 'a/b/c')
  makeDataFolder(deep, 0o700)
  expect(statSync(deep).mode & 0o777).toBe(0o700)
  writeFileSync(join(deep, 'secret'), '')
  makeDataFolder(deep)
  expect(existsSync(join(deep, 'secret'))).toBe(true)
})

it('names the variable where the folder is a file, lies below one, or leads nowhere', () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link'))
  for (const wrong of [file, join(file, 'below'), join(folder, 'link')])
    expect(() => makeDataFolder(wrong)).toThrow(/^PERGEL_DATA_DIR: ".*" cannot be used \(.+\); allowed: a folder/)
})

it.skipIf(process.platform !== 'linux')('ends where the system takes no folder at all', () => {
  expect(() => makeDataFolder('/proc/pergel')).toThrow(ConfigError)
})
