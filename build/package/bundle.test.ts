import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from './bundle.ts'
import { copyPrebuilds } from './prebuilds.ts'

/** Outside the project, so that no node_modules is found. */
let folder: string
let files: string[]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pergel-bundle-'))
  await bundle({ name: 'core', entry: 'build/package/testing/coreAlone.ts' }, folder)
  await copyPrebuilds(folder)
  files = await readdir(join(folder, 'core'))
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('core as a bundle', () => {
  it('opens a profile and answers a list by its reader thread, without any package beside it', async () => {
    const profile = join(folder, 'profile')
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'core/index.cjs'), profile], {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
      timeout: 60_000,
    })
    expect(JSON.parse(stdout)).toEqual({ state: 'signedOut', titles: ['Çınar Tekstil', 'İnci Makina'] })
  }, 90_000)

  it('has a file for each process and thread', () => {
    expect(files).toContain('index.cjs')
    expect(files).toContain('readerThread.cjs')
  })

  it('asks for nothing but Node, its own files, and what may be missing', async () => {
    const texts = await Promise.all(files.map(name => readFile(join(folder, 'core', name), 'utf8')))
    const asked = new Set(
      texts.flatMap(text => [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? '')),
    )
    const foreign = [...asked].filter(name => !name.startsWith('node:') && !builtinModules.includes(name))
    expect(foreign.filter(name => !name.startsWith('./')).sort()).toEqual(['bufferutil', 'utf-8-validate'])
    expect(foreign.filter(name => name.startsWith('./')).every(name => files.includes(name.slice(2)))).toBe(true)
  })
})
