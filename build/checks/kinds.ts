import { Visitor } from 'vite'
import { lineAt, type Problem, type Source } from './source.ts'

/** Where a kind may be named: its definition, what is special about it, and what is made of it. */
const mayName = [
  'shared/entities/',
  'shared/commands/',
  'shared/rules/',
  'shared/testing/',
  'shared/locales/',
  'server/db/schema.ts',
  'server/db/migrations/',
  'server/integrations/',
  'server/demo/',
  'desktop/renderer/features/',
  'desktop/e2e/',
  'build/',
]
/** Kinds of this module (users, roles, settings, clashes, …) are what the engine itself is made of. */
const engineModule = 'system'
/** Names that mean something else too: fields of an address, of tags, of files; what a desktop is shown; a menu. */
const otherMeanings = ['address', 'tag', 'file', 'view']

/** The names of the kinds that the engine must not know, from the definitions. */
export function kindNames(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('shared/entities/') && !path.startsWith(`shared/entities/${engineModule}/`))
    .flatMap(({ text }) => [...text.matchAll(/defineKind\(\{\s*name: '(\w+)'/g)].map(match => match[1] ?? ''))
    .filter(name => !otherMeanings.includes(name))
}

/** Engine files that name a kind, as a text or by importing its definition. */
export function checkKinds(sources: Source[], names: string[]): Problem[] {
  const engine = sources.filter(({ path, isTest }) => !isTest && !mayName.some(place => path.startsWith(place)))
  return engine.flatMap(({ path, text, program, imports }) => {
    const problems: Problem[] = []
    const found = (offset: number, name: string) =>
      problems.push({
        file: path,
        line: lineAt(text, offset),
        message: `names the kind '${name}': the engine knows no kind`,
      })
    new Visitor({
      Literal: ({ value, start }) => {
        if (typeof value === 'string' && names.includes(value)) found(start, value)
      },
      TemplateElement: ({ value, start }) => {
        if (value.cooked && names.includes(value.cooked)) found(start, value.cooked)
      },
    }).visit(program)
    for (const { target, line } of imports) {
      const [, module, kind] = /^shared\/entities\/(\w+)\/(\w+)\.ts$/.exec(target) ?? []
      if (kind && module !== engineModule && names.includes(kind)) {
        problems.push({ file: path, line, message: `imports the kind '${kind}': the engine knows no kind` })
      }
    }
    return problems
  })
}
