import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { type ESTree, parseSync, Visitor } from 'vite'

export interface Source {
  /** Relative to the project, with slashes. */
  path: string
  text: string
  program: ESTree.Program
  imports: Import[]
  /** Tests and their fixtures may do what the product may not. */
  isTest: boolean
}

export interface Import {
  /** A path relative to the project, `node:…`, or a package name without its subpath. */
  target: string
  isTypeOnly: boolean
  line: number
}

export interface Problem {
  file: string
  line: number
  message: string
}

/** Every TypeScript file of the areas. */
export function readSources(root: string): Source[] {
  const areas = ['shared', 'server', 'desktop', 'build']
  const paths = areas.flatMap(area =>
    readdirSync(join(root, area), { recursive: true, encoding: 'utf8' }).map(path =>
      posix.join(area, ...path.split(sep)),
    ),
  )
  return paths
    .filter(path => /\.tsx?$/.test(path) && !path.includes('node_modules/'))
    .sort()
    .map(path => parseSource(path, readFileSync(join(root, path), 'utf8')))
}

/** Throws when the text is not TypeScript. */
export function parseSource(path: string, text: string): Source {
  const { program, module, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path} cannot be parsed: ${errors[0].message}`)
  const imports: Import[] = []
  const add = (specifier: string, isTypeOnly: boolean, offset: number) =>
    imports.push({ target: targetOf(path, specifier), isTypeOnly, line: lineAt(text, offset) })

  for (const { moduleRequest, entries, start } of module.staticImports) {
    // `import './x.ts'` has no entries and runs the file.
    add(moduleRequest.value, entries.length > 0 && entries.every(entry => entry.isType), start)
  }
  for (const { entries, start } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, isType, start)
  }
  new Visitor({
    ImportExpression: ({ source, start }) => {
      if (source.type === 'Literal' && typeof source.value === 'string') add(source.value, false, start)
    },
    TSImportType: ({ source, start }) => add(source.value, true, start),
  }).visit(program)
  return { path, text, program, imports, isTest: /\.(test|int\.test|sim\.test|bench)\.tsx?$|\/testing\//.test(path) }
}

/** 1 for the first line. */
export const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length

function targetOf(path: string, specifier: string) {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier)
  if (specifier.startsWith('node:')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
