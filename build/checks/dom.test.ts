import { expect, test } from 'vitest'
import { checkDom } from './dom.ts'
import { parseSource } from './source.ts'

const files = (path: string, text: string) => checkDom([], [{ path, text }]).map(({ file }) => file)

test("the DOM's types are refused in core's project and fine in the renderer's", () => {
  const text = '{ "compilerOptions": { "lib": ["es2024", "dom"] } }'
  expect(files('desktop/core/tsconfig.json', text)).toEqual(['desktop/core/tsconfig.json'])
  expect(files('desktop/renderer/tsconfig.json', text)).toEqual([])
  expect(files('desktop/core/tsconfig.json', '{ "compilerOptions": { "lib": ["es2024"] } }')).toEqual([])
})

test('a reference in a file is refused too', () => {
  const source = parseSource('desktop/core/a.ts', '/// <reference lib="dom" />\nexport {}')
  expect(checkDom([source], [])).toHaveLength(1)
})
