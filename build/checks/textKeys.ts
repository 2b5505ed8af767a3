import { type ESTree, Visitor } from 'vite'
import { at, type Locale, textsOf, withoutPlural } from './locales.ts'
import { lineAt, type Problem, type Source } from './source.ts'

/**
 * Keys that the sources ask for and the locale lacks, and keys that no source asks for. A key without its namespace is
 * looked for in all of them: which one it is, the compiler knows. `pages`: HTML that the server fills, `{{key}}`.
 */
export function checkKeys(sources: Source[], locale: Locale, pages: string[] = []): Problem[] {
  const keys = [...new Set([...textsOf(locale).keys()].map(withoutPlural))]
  const isThere = (pattern: RegExp) => keys.some(key => pattern.test(key))
  const product = sources.filter(
    ({ path, isTest }) => !isTest && !path.startsWith('build/') && !path.startsWith('desktop/e2e/'),
  )
  const asks = product.map(asksOf)
  const missing = asks.flatMap(({ file, demanded }) =>
    demanded
      .filter(({ pattern }) => !isThere(pattern))
      .map(({ line, shown }) => ({ file, line, message: `asks for the text ${shown}, which is not there` })),
  )
  const filled = pages.flatMap(page => [...page.matchAll(/\{\{([\w.]+)\}\}/g)].map(([, key]) => key))
  const literals = new Set([...asks.flatMap(ask => ask.literals), ...filled])
  const patterns = asks.flatMap(ask => ask.patterns)
  const unused = keys.filter(
    key => !literals.has(key) && !literals.has(pathOf(key)) && !patterns.some(pattern => pattern.test(key)),
  )
  return [...missing, ...unused.map(key => at(locale.language, key, 'is asked for nowhere'))]
}

interface Asks {
  file: string
  /** What t() is called with. */
  demanded: { pattern: RegExp; shown: string; line: number }[]
  /** Every text of the file: keys travel as data too. */
  literals: string[]
  /** What its templates and sums can make. */
  patterns: RegExp[]
}

function asksOf({ path, text, program }: Source): Asks {
  const asks: Asks = { file: path, demanded: [], literals: [], patterns: [] }
  new Visitor({
    Literal: ({ value }) => {
      if (typeof value === 'string') asks.literals.push(value)
    },
    TemplateLiteral: node => {
      const pattern = templatePattern(node)
      if (pattern) asks.patterns.push(pattern)
    },
    BinaryExpression: ({ operator, left }) => {
      // 'errors:' + code
      const start = left.type === 'Literal' && typeof left.value === 'string' ? left.value : ''
      if (operator === '+' && /[.:]$/.test(start)) asks.patterns.push(keyPattern([start, '']))
    },
    CallExpression: ({ callee, arguments: [argument] }) => {
      if (!isTranslate(callee) || !argument) return
      for (const node of valuesOf(argument)) {
        const pattern = node.type === 'TemplateLiteral' ? templatePattern(node) : literalPattern(node)
        const shown = text.slice(node.start, node.end)
        if (pattern) asks.demanded.push({ pattern, shown, line: lineAt(text, node.start) })
      }
    },
  }).visit(program)
  return asks
}

/** t('…'), i18n.t('…'). */
const isTranslate = (callee: ESTree.Expression) =>
  (callee.type === 'Identifier' && callee.name === 't') ||
  (callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 't')

/** What an argument may be: both sides of a choice, without casts. */
function valuesOf(node: ESTree.Node): ESTree.Node[] {
  if (node.type === 'TSAsExpression') return valuesOf(node.expression)
  if (node.type === 'ConditionalExpression') return [...valuesOf(node.consequent), ...valuesOf(node.alternate)]
  return [node]
}

const literalPattern = (node: ESTree.Node) =>
  node.type === 'Literal' && typeof node.value === 'string' ? keyPattern([node.value]) : undefined

/** The keys that a template can make; undefined when it says too little to tell (a name and a dot or colon). */
function templatePattern({ quasis }: ESTree.TemplateLiteral) {
  const fixed = quasis.map(({ value }) => value.cooked ?? '')
  const isKey = /\w{2,}[.:]/.test(fixed.join('')) && fixed.every(part => /^[\w.:-]*$/.test(part))
  return isKey ? keyPattern(fixed) : undefined
}

/** Matches a full key whose fixed parts are these; without a namespace, in any. */
function keyPattern(fixed: string[]) {
  const body = fixed.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')
  return new RegExp(`^${fixed[0]?.includes(':') ? '' : '[^:]+:'}${body}$`)
}

const pathOf = (key: string) => key.slice(key.indexOf(':') + 1)
