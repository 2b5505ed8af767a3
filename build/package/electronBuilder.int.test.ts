import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../childProcess.ts'
import { bundles, makeAppFolder } from './appFolder.ts'
import { bundle } from './bundle.ts'
import { electronBuilder } from './electronBuilder.ts'
import { whatIsMissing } from './missing.ts'
import { asar, fusesOf, runtimeDouble } from './testing/runtimeDouble.ts'

// As electron-builder itself reads and judges its file.
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const { getConfig, validateConfiguration } = builder('app-builder-lib/out/util/config/config.js')
const { DebugLogger } = builder('builder-util')

interface Config {
  [key: string]: unknown
  win: { icon: string; target: unknown[] }
  mac: { icon: string; entitlements: string; entitlementsInherit: string; target: unknown[]; hardenedRuntime: boolean }
  linux: { icon: string; target: unknown[] }
  beforeBuild: string
}
const read = (): Promise<Config> => getConfig(root, 'electron-builder.yml', null)

describe('electron-builder.yml', () => {
  it('is what electron-builder of this version understands', async () => {
    await expect(validateConfiguration(await read(), new DebugLogger(false))).resolves.toBeUndefined()
    const wrong = { ...(await read()), electronFuses: { runAsNod: false } }
    await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow(/^Invalid configuration object/)
  })

  it('makes what each system wants', async () => {
    const { win, mac, linux, appId, protocols } = await read()
    expect(win.target).toEqual([{ target: 'nsis', arch: ['x64', 'arm64'] }])
    expect(mac.target).toEqual([
      { target: 'dmg', arch: ['universal'] },
      { target: 'zip', arch: ['universal'] },
    ])
    expect(linux.target).toEqual([
      { target: 'AppImage', arch: ['x64', 'arm64'] },
      { target: 'deb', arch: ['x64', 'arm64'] },
    ])
    expect(protocols).toEqual([{ name: 'Pergel', schemes: ['pergel'], role: 'Viewer' }])
    expect(mac.hardenedRuntime).toBe(true)
    // Windows shows notifications and the taskbar by this id; main must say the same.
    expect(await readFile(join(root, 'desktop/main/startDesktop.ts'), 'utf8')).toContain(`'${appId}'`)
  })

  it('names files that are there', async () => {
    const { win, mac, linux, beforeBuild } = await read()
    for (const file of [win.icon, mac.icon, mac.entitlements, mac.entitlementsInherit, linux.icon, beforeBuild])
      expect(existsSync(join(root, file)), file).toBe(true)
  })
})

describe('the packed app', () => {
  let folder: string
  let app: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pergel-packed-'))
    await runtimeDouble(join(folder, 'runtime'))
    await makeAppFolder(join(folder, 'app'), { onStep: () => {} })
    const { code, said } = await electronBuilder({
      args: [
        ...['--linux', 'dir', '--x64'],
        ...[`-c.directories.app=${join(folder, 'app')}`, `-c.directories.output=${join(folder, 'out')}`],
      ],
      runtime: join(folder, 'runtime'),
      onOutput: () => {},
    })
    expect(code, said).toBe(0)
    app = join(folder, 'out/linux-unpacked')
  }, 180_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('holds the bundles, the screens, and nothing of node_modules', () => {
    const names = asar().listPackage(join(app, 'resources/app.asar'), {})
    const expected = ['/main/index.cjs', '/preload/index.cjs', '/core/index.cjs', '/core/readerThread.cjs']
    expect(names).toEqual(expect.arrayContaining([...expected, '/renderer/index.html', '/icons/tray.png']))
    expect(names.filter(name => /node_modules|\.ts$|\.map$/.test(name))).toEqual([])
    const top = new Set(names.map(name => name.split('/')[1]))
    expect([...top].sort()).toEqual([
      'THIRD-PARTY.md',
      'core',
      'icons',
      'main',
      'package.json',
      'prebuilds',
      'preload',
      'renderer',
    ])
  })

  it('has its licence, and those of what is in it, where people find them', async () => {
    expect(await readFile(join(app, 'resources/LICENSE.txt'), 'utf8')).toContain('GNU AFFERO GENERAL PUBLIC LICENSE')
    const others = await readFile(join(folder, 'app/THIRD-PARTY.md'), 'utf8')
    for (const name of [
      'better-sqlite3-multiple-ciphers',
      'electron-updater',
      'react-dom',
      '@fontsource-variable/inter',
    ])
      expect(others).toContain(`\n## ${name} - `)
  })

  it("has SQLite's binaries of its own system outside the archive, where they can be loaded", async () => {
    const unpacked = join(app, 'resources/app.asar.unpacked')
    expect(await readdir(unpacked)).toEqual(['prebuilds'])
    expect((await readdir(join(unpacked, 'prebuilds'))).sort()).toEqual(['linux-arm64.node', 'linux-x64.node'])
  })

  it('cannot be turned into a plain Node, debugged from outside, or given other code', () => {
    // RunAsNode, cookies encrypted, NODE_OPTIONS, --inspect, the archive checked, only the archive, V8 snapshot, file://.
    expect(fusesOf(readFileSync(join(app, 'pergel'))).slice(0, 8)).toBe('01001100')
  })

  it('speaks the languages of Pergel and no others', async () => {
    expect((await readdir(join(app, 'locales'))).sort()).toEqual(['de.pak', 'en-US.pak', 'fr.pak', 'tr.pak'])
  })

  it('knows that it updates from a server', async () => {
    const text = await readFile(join(app, 'resources/app-update.yml'), 'utf8')
    expect(text).toContain('provider: generic')
    expect(text).toContain('updaterCacheDirName: pergel-updater')
  })
})

it('what is bundled is what Electron starts', async () => {
  for (const { entry } of bundles) expect(existsSync(join(root, entry)), entry).toBe(true)
  await expect(bundle({ name: 'x', entry: 'desktop/nothing.ts' }, tmpdir())).rejects.toThrow('desktop/nothing.ts')
})

it('says plainly what could not be had', () => {
  const failed = '⨯ getaddrinfo ENOTFOUND example.com  failedTask=build stackTrace=RequestError: getaddrinfo ENOTFOUND'
  expect(whatIsMissing(failed, '45.4.1')).toMatch(
    /^The Electron runtime 45\.4\.1 could not be fetched \(getaddrinfo ENOTFOUND\)/,
  )
  expect(whatIsMissing('downloading nsis-3.0.4.1: connect ETIMEDOUT', '45.4.1')).toMatch(/^A tool of electron-builder/)
  expect(whatIsMissing('wine is required, please see', '45.4.1')).toContain('Wine')
  expect(whatIsMissing('Invalid configuration object', '45.4.1')).toBeUndefined()
})
