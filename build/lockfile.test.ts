import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './childProcess.ts'

test('package-lock.json has an entry for every optional package, on which npm ci insists', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const paths = Object.keys(packages)
  const missing = paths.flatMap(path =>
    Object.keys(packages[path].optionalDependencies ?? {}).filter(
      name => !paths.some(p => p.endsWith(`node_modules/${name}`)),
    ),
  )
  expect(missing).toEqual([])
})
