import { readFile } from 'node:fs/promises'
import { afterEach, expect, it, vi } from 'vitest'
import { main } from './main.ts'

afterEach(() => void vi.restoreAllMocks())

it('the README names every verb of the server, in the order of its help', async () => {
  const said: string[] = []
  vi.spyOn(console, 'log').mockImplementation(text => void said.push(String(text)))
  expect(await main(['--help'])).toBe(0)
  const verbs = [...said.join('\n').matchAll(/^ {2}(\w+(?: \w+)?) {2,}/gm)].map(([, verb]) => verb)
  expect(verbs).toContain('serve')
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  const [, row = ''] = /^\| `npm run server -- <verb>` \| (.*) \|$/m.exec(readme) ?? []
  const named = [...row.replace(/;.*/, '').matchAll(/`([^`]+)`/g)].map(([, verb]) => verb)
  expect(named).toEqual(verbs)
})
