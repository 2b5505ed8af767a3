import { type ESTree, Visitor } from 'vite'
import { lineAt, type Problem, type Source } from './source.ts'

/** Attributes and properties whose text a person reads or hears. */
const spoken = new Set([
  ...['label', 'placeholder', 'title', 'alt', 'description', 'error', 'message', 'legend', 'tooltip', 'nothingFound'],
  ...[
    'nothingFoundMessage',
    'aria-label',
    'aria-description',
    'aria-placeholder',
    'aria-roledescription',
    'aria-valuetext',
  ],
])
/** Elements whose content is not language: keys on a keyboard, code. */
const notLanguage = new Set(['kbd', 'Kbd', 'code', 'Code', 'style', 'script'])

const message = (text: string) => `has a text outside the locales: "${text.trim().slice(0, 40)}"`

/** Texts in the renderer that a person would see and that no locale file has. */
export function checkTexts(sources: Source[]): Problem[] {
  const screens = sources.filter(({ path, isTest }) => path.startsWith('desktop/renderer/') && !isTest)
  return screens.flatMap(({ path, text, program }) => {
    const found = new Map<number, string>()
    const see = (node: ESTree.Node | null | undefined, isLanguage: (words: string) => boolean = hasLetters) => {
      for (const { words, start } of textsOf(node)) if (isLanguage(words)) found.set(start, words)
    }
    new Visitor({
      JSXElement: ({ openingElement, children }) => {
        const { name } = openingElement
        if (name.type === 'JSXIdentifier' && notLanguage.has(name.name)) return
        for (const child of children) see(child.type === 'JSXExpressionContainer' ? child.expression : child)
      },
      JSXFragment: ({ children }) => {
        for (const child of children) see(child.type === 'JSXExpressionContainer' ? child.expression : child)
      },
      JSXAttribute: ({ name, value }) => {
        if (name.type !== 'JSXIdentifier' || !spoken.has(name.name)) return
        see(value?.type === 'JSXExpressionContainer' ? value.expression : value)
      },
      Property: ({ key, value }) => {
        // `{ label: 'name' }` may be technical; `{ label: 'Name' }` or `{ message: 'not saved' }` is language.
        if (key.type === 'Identifier' && spoken.has(key.name)) see(value, looksWritten)
      },
      Literal: ({ value, start }) => {
        if (typeof value === 'string' && /[ğşıİçöüĞŞÇÖÜ]/.test(value)) found.set(start, value)
      },
    }).visit(program)
    return [...found].map(([start, words]) => ({ file: path, line: lineAt(text, start), message: message(words) }))
  })
}

/** The texts that an expression may show: itself, or either side of a choice. */
function textsOf(node: ESTree.Node | null | undefined): { words: string; start: number }[] {
  switch (node?.type) {
    case 'JSXText':
      // The line of the words, not of the line break before them.
      return [{ words: node.value, start: node.start + node.value.length - node.value.trimStart().length }]
    case 'Literal':
      return typeof node.value === 'string' ? [{ words: node.value, start: node.start }] : []
    case 'TemplateLiteral':
      return node.quasis.map(({ value, start }) => ({ words: value.cooked ?? '', start }))
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)]
    case 'LogicalExpression':
      return [...textsOf(node.left), ...textsOf(node.right)]
    default:
      return []
  }
}

/** Entities and addresses are the same in every language. */
const hasLetters = (text: string) => /\p{L}/u.test(text.replace(/&\w+;|\w+:\/\/\S*/g, ''))
const looksWritten = (text: string) => hasLetters(text) && /^\p{Lu}|\s/u.test(text)
