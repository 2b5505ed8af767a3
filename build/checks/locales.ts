import { type ESTree, Visitor } from 'vite'
import { lineAt, type Problem, type Source } from './source.ts'

/** A locale file: its path and its nested texts. */
export interface Locale {
  path: string
  texts: unknown
}

/** Differences between the complete languages: keys, empty texts, placeholders. The first is the one to compare with. */
export function checkParity(locales: Locale[]): Problem[] {
  const [first, ...others] = locales.map(({ path, texts }) => ({ path, texts: flatten(texts) }))
  if (!first) return []
  const at = (file: string, message: string): Problem => ({ file, line: 1, message })
  const empty = [first, ...others].flatMap(({ path, texts }) =>
    [...texts].filter(([, text]) => text.trim() === '').map(([key]) => at(path, `${key} is empty`)),
  )
  const differences = others.flatMap(({ path, texts }) => [
    ...[...first.texts.keys()].filter(key => !texts.has(key)).map(key => at(path, `${key} is missing`)),
    ...[...texts.keys()].filter(key => !first.texts.has(key)).map(key => at(first.path, `${key} is missing`)),
    ...[...texts].flatMap(([key, text]) => {
      const expected = first.texts.get(key)
      if (expected === undefined || placeholders(text) === placeholders(expected)) return []
      return [at(path, `${key} has the placeholders "${placeholders(text)}", not "${placeholders(expected)}"`)]
    }),
  ])
  return [...empty, ...differences]
}

/** Keys that the sources ask for and the locale lacks, and keys that no source asks for. */
export function checkKeys(sources: Source[], locale: Locale): Problem[] {
  const keys = new Set([...flatten(locale.texts).keys()].map(withoutPlural))
  const product = sources.filter(
    ({ path, isTest }) => !isTest && !path.startsWith('build/') && !path.startsWith('desktop/e2e/'),
  )
  const named = new Set<string>()
  const patterns: RegExp[] = []
  const missing: Problem[] = []

  for (const { path, text, program } of product) {
    const miss = (offset: number, key: string) =>
      missing.push({
        file: path,
        line: lineAt(text, offset),
        message: `asks for the text '${key}', which ${locale.path} lacks`,
      })
    new Visitor({
      Literal: ({ value }) => {
        if (typeof value === 'string') named.add(value)
      },
      TemplateLiteral: node => {
        const pattern = patternOf(node)
        if (pattern) patterns.push(pattern)
      },
      BinaryExpression: ({ operator, left }) => {
        // 'errors.' + code
        if (operator === '+' && left.type === 'Literal' && typeof left.value === 'string' && left.value.endsWith('.')) {
          patterns.push(new RegExp(`^${escaped(left.value)}.+$`))
        }
      },
      CallExpression: ({ callee, arguments: [asked] }) => {
        if (!isTranslate(callee) || !asked) return
        for (const literal of literalsOf(asked)) if (!keys.has(literal.value)) miss(literal.start, literal.value)
        const pattern = asked.type === 'TemplateLiteral' ? patternOf(asked) : undefined
        if (pattern && ![...keys].some(key => pattern.test(key))) miss(asked.start, text.slice(asked.start, asked.end))
      },
    }).visit(program)
  }
  const unused = [...keys].filter(key => !named.has(key) && !patterns.some(pattern => pattern.test(key)))
  return [...missing, ...unused.map(key => ({ file: locale.path, line: 1, message: `${key} is asked for nowhere` }))]
}

/** `{a: {b: 'x'}}` as `a.b` → `x`. */
function flatten(texts: unknown, prefix = ''): Map<string, string> {
  if (typeof texts === 'string') return new Map([[prefix, texts]])
  if (typeof texts !== 'object' || texts === null) return new Map([[prefix, '']])
  return new Map(
    Object.entries(texts).flatMap(([key, value]) => [...flatten(value, prefix ? `${prefix}.${key}` : key)]),
  )
}

const placeholders = (text: string) =>
  [...new Set(text.match(/\{\{\s*[\w.]+/g) ?? [])]
    .map(p => p.replace(/\{\{\s*/, ''))
    .sort()
    .join(', ')

/** i18next chooses the form itself: `n.items_one` and `n.items_other` are asked for as `n.items`. */
const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '')

/** t('…'), i18n.t('…'), translate('…'). */
const isTranslate = (callee: ESTree.Expression) =>
  (callee.type === 'Identifier' && (callee.name === 't' || callee.name === 'translate')) ||
  (callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 't')

function literalsOf(node: ESTree.Node): { value: string; start: number }[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [{ value: node.value, start: node.start }] : []
  if (node.type === 'ConditionalExpression') return [...literalsOf(node.consequent), ...literalsOf(node.alternate)]
  return []
}

/** The keys that a template can make; undefined when it says too little to tell (at least two letters and a dot). */
function patternOf({ quasis, expressions }: ESTree.TemplateLiteral) {
  const fixed = quasis.map(({ value }) => value.cooked ?? '')
  if (expressions.length === 0 || !/\w{2,}\./.test(fixed.join('')) || !/^[\w.-]*$/.test(fixed.join('')))
    return undefined
  return new RegExp(`^${fixed.map(escaped).join('.+')}$`)
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
