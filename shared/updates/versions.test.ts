import { expect, it } from 'vitest'
import { compareVersions } from './versions.ts'

it('orders versions as semver.org does', () => {
  const inOrder = [
    ...['0.9.9', '0.10.0', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2'],
    ...['1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.1', '1.2.0', '2.0.0'],
  ]
  for (const [i, a] of inOrder.entries())
    for (const [j, b] of inOrder.entries()) expect(Math.sign(compareVersions(a, b)), `${a} ${b}`).toBe(Math.sign(i - j))
})

it('looks at no build number', () => {
  expect(compareVersions('1.0.0+7', '1.0.0+8')).toBe(0)
})
