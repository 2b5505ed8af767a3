import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSources } from '../checks/source.ts'
import { root } from '../childProcess.ts'
import { embeddedPackages, serverPackages, serverTree } from './serverTree.mjs'

const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'))
const [manifest, lock] = [read('package.json'), read('package-lock.json')]
const areas = ['server', 'shared']

describe('what is installed with the server', () => {
  it('is everything that its code imports', () => {
    // The generator of migrations is a developer's tool.
    const ofDevelopers = ['server/db/generate.ts', 'server/db/migrationText.ts']
    const served = readSources(root).filter(
      ({ path, isTest }) => !isTest && !ofDevelopers.includes(path) && areas.includes(path.split('/')[0] ?? ''),
    )
    const imported = served.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, isTypeOnly }) => !isTypeOnly && !target.startsWith('node:') && !target.includes('/server'))
        .filter(({ target }) => !areas.some(area => target.startsWith(`${area}/`)) && !target.endsWith('.json'))
        .map(({ target }) => `${target} in ${path}`),
    )
    const known = [...serverPackages, ...embeddedPackages]
    expect(imported.filter(one => !known.includes(one.split(' ')[0] ?? ''))).toEqual([])
  })

  it('is locked with all that it needs, at the versions of the project, and nothing of the desktop', () => {
    const tree = serverTree(manifest, lock, { embedded: true })
    const { '': own, ...packages } = tree.lock.packages
    expect(own?.dependencies).toEqual(tree.manifest.dependencies)
    for (const [path, { version }] of Object.entries(packages)) expect(lock.packages[path].version).toBe(version)
    const present = Object.keys(packages)
    for (const [path, entry] of Object.entries(packages))
      for (const name of Object.keys(entry.dependencies ?? {}))
        expect(
          present.some(one => one === `node_modules/${name}` || one === `${path}/node_modules/${name}`),
          `${name} for ${path}`,
        ).toBe(true)
    for (const name of ['electron', 'rxdb', 'react', 'better-sqlite3', 'vite', 'typescript'])
      expect(present).not.toContain(`node_modules/${name}`)
    expect(present.length).toBeLessThan(80)
    expect(Object.values(packages).some(entry => 'dev' in entry)).toBe(false)
  })

  it('leaves PostgreSQL out where the operator has one', () => {
    const { lock: locked, manifest: own } = serverTree(manifest, lock, { embedded: false })
    expect(Object.keys(locked.packages).filter(path => path.includes('embedded'))).toEqual([])
    expect(Object.keys(own.allowScripts ?? {})).toEqual(['node'])
  })

  it('finds a package that two need in two versions where each of them does', () => {
    const small = {
      lockfileVersion: 3,
      packages: Object.fromEntries([
        ...serverPackages.map(name => [`node_modules/${name}`, { version: '1.0.0' }]),
        ['node_modules/ws', { version: '1.0.0', dependencies: { deep: '2' } }],
        ['node_modules/zod', { version: '1.0.0', dependencies: { deep: '1' }, optionalDependencies: { other: '1' } }],
        ['node_modules/deep', { version: '1.0.0', dev: true }],
        ['node_modules/ws/node_modules/deep', { version: '2.0.0', dependencies: { zod: '1' } }],
        ['node_modules/unneeded', { version: '1.0.0' }],
      ]),
    }
    const dependencies = Object.fromEntries(serverPackages.map(name => [name, '1']))
    const { packages } = serverTree({ dependencies }, small, { embedded: false }).lock
    const versions = Object.entries(packages).filter(([path]) => path.endsWith('deep'))
    expect(versions.map(([path, { version }]) => [path, version])).toEqual([
      ['node_modules/deep', '1.0.0'],
      ['node_modules/ws/node_modules/deep', '2.0.0'],
    ])
    expect(packages).not.toHaveProperty(['node_modules/unneeded'])
  })
})
