import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { howFar, isInstalled } from './install.mjs'
import { isSameTree } from './lockFile.mjs'
import { explainNpmFailure } from './npmFailure.mjs'
import { ownNodePath } from './ownNode.mjs'
import { lockPath, withSetupLock } from './setupLock.mjs'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pergel-install-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const lock = (packages: Record<string, unknown>) => JSON.stringify({ packages })
const write = (path: string, text: string) => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

test('an installed tree is the one of the lock file when versions and contents agree', () => {
  const wanted = lock({ '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'x' } })
  expect(isSameTree(wanted, lock({ 'node_modules/a': { version: '1.0.0', integrity: 'x' } }))).toBe(true)
  expect(isSameTree(wanted, lock({ 'node_modules/a': { version: '1.0.1', integrity: 'x' } }))).toBe(false)
  expect(isSameTree(wanted, lock({ 'node_modules/a': { version: '1.0.0', integrity: 'y' } }))).toBe(false)
  expect(isSameTree(wanted, lock({}))).toBe(false)
})

test('optional packages for other platforms may be missing, those for this one may not', () => {
  const tree = lock({ 'node_modules/a': { version: '1.0.0' } })
  const wanted = (more: unknown) => lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': more })
  expect(isSameTree(wanted({ version: '1.0.0', optional: true, os: ['plan9'] }), tree)).toBe(true)
  expect(isSameTree(wanted({ version: '1.0.0', optional: true, os: [process.platform], cpu: ['vax'] }), tree)).toBe(
    true,
  )
  expect(isSameTree(wanted({ version: '1.0.0', optional: true }), tree)).toBe(true)
  expect(isSameTree(wanted({ version: '1.0.0', optional: true, os: [process.platform] }), tree)).toBe(false)
  expect(isSameTree(wanted({ version: '1.0.0', os: ['plan9'] }), tree)).toBe(false)
})

test('a package that the lock file does not name may not be there', () => {
  const wanted = lock({ 'node_modules/a': { version: '1.0.0' } })
  const more = lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/old': { version: '1.0.0' } })
  expect(isSameTree(wanted, more)).toBe(false)
})

test('a half-written record of an install counts as none', () => {
  expect(isSameTree(lock({ 'node_modules/a': { version: '1.0.0' } }), '{"packages": {"node_mod')).toBe(false)
})

test("a developer's own install is kept, and a changed lock file asks for a new one", () => {
  const packages = { 'node_modules/a': { version: '1.0.0' } }
  write(join(root, 'package-lock.json'), lock(packages))
  expect(isInstalled(root)).toBe(false)
  write(ownNodePath(root), '')
  write(join(root, 'node_modules/.package-lock.json'), lock(packages))
  expect(isInstalled(root)).toBe(true)
  expect(readFileSync(join(root, 'node_modules/.pergel-installed'), 'utf8')).toContain(process.platform)
  write(join(root, 'package-lock.json'), lock({ 'node_modules/a': { version: '2.0.0' } }))
  expect(isInstalled(root)).toBe(false)
})

test('how far an install is, is told by the packages that are there, of those that this system needs', () => {
  const packages = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/c': { version: '1.0.0', optional: true, os: ['plan9'] },
  }
  write(join(root, 'package-lock.json'), lock(packages))
  const words = howFar(root)
  expect(words()).toBe('asking the registry')
  write(join(root, 'node_modules/b/package.json'), '{}')
  expect(words()).toBe('1 of 2 packages')
})

test('without the project’s own Node nothing counts as installed', () => {
  write(join(root, 'package-lock.json'), lock({}))
  write(join(root, 'node_modules/.package-lock.json'), lock({}))
  expect(isInstalled(root)).toBe(false)
})

test('one command at a time installs', async () => {
  const order: string[] = []
  const first = withSetupLock(root, async () => {
    order.push('first begins')
    await new Promise(done => setTimeout(done, 20))
    order.push('first ends')
  })
  const second = withSetupLock(root, async () => {
    order.push('second begins')
  })
  await Promise.all([first, second])
  expect(order).toEqual(['first begins', 'first ends', 'second begins'])
})

test('a lock left by a killed command is taken over', async () => {
  const gone = spawnSync(process.execPath, ['--eval', '0']).pid
  writeFileSync(lockPath(root), String(gone))
  expect(await withSetupLock(root, async () => 'done')).toBe('done')
  expect(existsSync(lockPath(root))).toBe(false)
})

test('npm’s failures are explained in words', () => {
  expect(explainNpmFailure('npm error code ENOSPC')).toContain('the disk is full')
  expect(explainNpmFailure('npm error code ENOTFOUND\nnpm error network request failed')).toContain('cannot be reached')
  expect(explainNpmFailure('npm error code EACCES')).toContain('cannot be written')
  expect(explainNpmFailure('npm error code EUSAGE')).toContain('do not agree')
  expect(explainNpmFailure('npm error something new')).toContain('npm says why above')
})
