import { expect, test } from 'vitest'
import { checkImports } from './imports.ts'
import { parseSource } from './source.ts'

/** The refusals for one file that imports the given things. */
const refusals = (path: string, ...lines: string[]) =>
  checkImports([parseSource(path, lines.join('\n'))]).map(({ line, message }) => `${line}: ${message}`)

test('shared imports nothing but itself and packages that run anywhere', () => {
  expect(refusals('shared/a.ts', "import { z } from 'zod'", "import { b } from './sync/b.ts'")).toEqual([])
  expect(refusals('shared/a.ts', "import { b } from '../server/b.ts'")).toEqual([
    '1: may not import server/b.ts: shared does not know it',
  ])
  expect(refusals('shared/a.ts', "import { z } from 'zod'", "import { readFileSync } from 'node:fs'")).toEqual([
    '2: may not import node:fs: shared runs without Node',
  ])
  expect(refusals('shared/a.ts', "import { map } from 'rxjs'")).toHaveLength(1)
})

test('server and core import shared and not each other', () => {
  expect(refusals('server/a.ts', "import { b } from '../shared/b.ts'", "import { Hono } from 'hono'")).toEqual([])
  expect(refusals('desktop/core/a.ts', "import { b } from '../../shared/b.ts'")).toEqual([])
  expect(refusals('server/a.ts', "import type { B } from '../desktop/core/b.ts'")).toHaveLength(1)
  expect(refusals('desktop/core/a.ts', "import { b } from '../../server/b.ts'")).toHaveLength(1)
  expect(refusals('desktop/core/a.ts', "import { useState } from 'react'")).toHaveLength(1)
})

test("the renderer imports shared, and of core's function table only the types", () => {
  const path = 'desktop/renderer/data/a.ts'
  expect(refusals(path, "import { b } from '../../../shared/b.ts'")).toEqual([])
  expect(refusals(path, "import type { B } from '../../core/api/b.ts'")).toEqual([])
  expect(refusals(path, "import { type B } from '../../core/api/b.ts'")).toEqual([])
  expect(refusals(path, "export type { B } from '../../core/api/b.ts'")).toEqual([])
  expect(refusals(path, "type B = import('../../core/api/b.ts').B")).toEqual([])
  const onlyTypes = '1: may not import desktop/core/api/b.ts: desktop/renderer may import only its types'
  expect(refusals(path, "import { type B, c } from '../../core/api/b.ts'")).toEqual([onlyTypes])
  expect(refusals(path, "import '../../core/api/b.ts'")).toEqual([onlyTypes])
  expect(refusals(path, "export * from '../../core/api/b.ts'")).toEqual([onlyTypes])
  expect(refusals(path, "const b = await import('../../core/api/b.ts')")).toEqual([onlyTypes])
  expect(refusals(path, "import type { B } from '../../core/storage/b.ts'")).toHaveLength(1)
  expect(refusals(path, "import { join } from 'node:path'")).toHaveLength(1)
  expect(refusals(path, "import Database from 'better-sqlite3'")).toHaveLength(1)
})

test('the browser shell imports core and not the renderer', () => {
  expect(refusals('desktop/browser/a.ts', "import { b } from '../core/b.ts'")).toEqual([])
  expect(refusals('desktop/browser/a.ts', "import { b } from '../renderer/b.tsx'")).toHaveLength(1)
})

test("Electron's main asks core by its tables and never is core", () => {
  expect(refusals('desktop/main/core/a.ts', "import { functions } from '../../core/api/functions.ts'")).toEqual([])
  expect(refusals('desktop/main/core/a.ts', "import { openCore } from '../../core/core.ts'")).toHaveLength(1)
  expect(refusals('desktop/electron/a.ts', "import { openCore } from '../core/core.ts'")).toEqual([])
  expect(refusals('desktop/preload/a.ts', "import type { ToWindow } from '../core/api/bridge.ts'")).toEqual([])
  expect(refusals('desktop/preload/a.ts', "import { join } from 'node:path'")).toHaveLength(1)
})

test('only main and preload know Electron', () => {
  const line = "import { app } from 'electron'"
  expect(refusals('desktop/main/a.ts', line)).toEqual([])
  expect(refusals('desktop/preload/a.ts', line)).toEqual([])
  for (const area of [
    'shared',
    'server',
    'desktop/core',
    'desktop/electron',
    'desktop/renderer',
    'desktop/browser',
    'desktop/e2e',
    'build',
  ]) {
    expect(refusals(`${area}/a.ts`, line), area).toHaveLength(1)
  }
})

test('tests may use Node and the test libraries, but not another area', () => {
  const lines = [
    "import { test } from 'vitest'",
    "import fc from 'fast-check'",
    "import { readFileSync } from 'node:fs'",
  ]
  expect(refusals('shared/a.test.ts', ...lines)).toEqual([])
  expect(refusals('shared/a.ts', ...lines)).toHaveLength(3)
  expect(refusals('shared/a.test.ts', "import { b } from '../server/b.ts'")).toHaveLength(1)
})

test('a file outside every area is refused', () => {
  expect(refusals('desktop/helpers/a.ts', 'export {}')).toEqual(['1: belongs to no area; see build/checks/imports.ts'])
})
