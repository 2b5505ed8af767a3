import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { AppError } from '../../shared/errors.ts'
import type { Kinds } from '../../shared/kinds.ts'
import { type Language, languages } from '../../shared/labels.ts'
import type { Env } from '../http/env.ts'
import { answerOptions, refuseOtherMethods } from '../http/methods.ts'
import { spokenLanguage } from '../http/words.ts'
import { version } from '../version.ts'
import { openApi } from './openapi.ts'
import { plainParams } from './params.ts'
import { type C, type Records, searchOf } from './records.ts'
import { guideTopics, restWords, type Words } from './words.ts'

const file = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')
const [page, style, script] = [file('docs.html'), file('docs.css'), file('docs.js')]
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
/** The page brings its one script and one style along and fetches only the document beside it. */
const policy = [
  `default-src 'none'`,
  `connect-src 'self'`,
  `img-src data:`,
  `script-src ${hashOf(script)}`,
  `style-src ${hashOf(style)}`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

/**
 * `openapi.json` and `docs`, open to everybody: they say what there is, not what is in it. Asked with a key, the document
 * describes the own fields of the caller's company too.
 */
export function documentationRoutes(options: {
  authenticate: MiddlewareHandler<Env>[]
  /** Of any kind: what is asked of it is which kinds the caller's company has. */
  records: Pick<Records, 'read'>
}): Hono<Env> {
  const routes = new Hono<Env>()
  const made = new Map<string, string>()
  /** A company's kinds are made anew when one of its own fields changes, and go when nobody asks for them. */
  const ofCompany = new WeakMap<Kinds, Map<Language, string>>()
  for (const path of paths) answerOptions(routes, path, ['GET'])
  // Only what is public: to squeeze secrets and a caller's words together would let lengths tell.
  for (const path of paths) routes.use(path, compress())
  for (const middleware of options.authenticate)
    routes.use('/openapi.json', (c, next) => (c.req.header('authorization') ? middleware(c, next) : next()))

  routes.get('/openapi.json', async c => {
    const language = languageOf(c)
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-language': language,
      vary: 'Accept-Language, Authorization',
    }
    if (c.req.header('authorization')) {
      const kinds = await options.records.read(c, async reading => reading.kinds)
      const own = ofCompany.get(kinds) ?? new Map<Language, string>()
      ofCompany.set(kinds, own)
      const text = own.get(language) ?? JSON.stringify(openApi(language, version, kinds))
      own.set(language, text)
      return c.body(text, 200, headers)
    }
    const text = made.get(language) ?? JSON.stringify(openApi(language, version))
    made.set(language, text)
    return c.body(text, 200, headers)
  })

  routes.get('/docs', c => {
    const language = languageOf(c)
    const text = made.get(`docs ${language}`) ?? pageIn(language)
    made.set(`docs ${language}`, text)
    return c.body(text, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': policy,
      vary: 'Accept-Language',
    })
  })
  for (const path of paths) refuseOtherMethods(routes, path, ['GET'])
  return routes
}

const paths = ['/openapi.json', '/docs']

/** By `?language=`, or as the caller's program prefers. Throws `input.invalid` for one that there is not. */
function languageOf(c: C): Language {
  const { language } = plainParams(searchOf(c), ['language'])
  if (language === undefined) return spokenLanguage(c.req.header('accept-language'))
  const found = languages.find(one => one === language)
  if (!found) throw new AppError('input.invalid', { fields: { language: { reason: 'unknownChoice' } } })
  return found
}

function pageIn(language: Language): string {
  const words = restWords(language)
  const parts: Record<string, string> = {
    language,
    version,
    guide: guideTopics.map(topic => guideSection(words, topic)).join('\n'),
    guideLinks: guideTopics
      .map(topic => `<a href="#guide-${topic}">${escapeHtml(words(`guide.${topic}.title`))}</a>`)
      .join('\n'),
    words: escapeHtml(JSON.stringify(pageWords(words))),
    languages: languages
      .map(one => `<option value="${one}"${one === language ? ' selected' : ''}>${names[one]}</option>`)
      .join(''),
  }
  return page
    .replace('<html lang="tr">', `<html lang="${language}">`)
    .replaceAll(/\{\{(\w+(?:\.\w+)*)\}\}/g, (_, key: string) => parts[key] ?? escapeHtml(words(key)))
    .replace('/* docs.css */', () => style)
    .replace('/* docs.js */', () => script)
}

const names: Record<Language, string> = { tr: 'Türkçe', en: 'English', de: 'Deutsch', fr: 'Français' }

/** What the script says. */
const pageWords = (words: Words) => Object.fromEntries(pageKeys.map(key => [key, words(`docs.${key}`)]))
const pageKeys = [
  'parameters',
  'filters',
  'body',
  'answers',
  'required',
  'readOnly',
  'copy',
  'copied',
  'answer',
  'nothing',
  'failed',
] as const

/** Paragraphs, and code between backticks; an example of several lines stands by itself. */
function guideSection(words: Words, topic: string): string {
  const blocks = words(`guide.${topic}.text`)
    .split('\n\n')
    .map(block => (block.startsWith('    ') ? codeBlock(block) : `<p>${inline(block)}</p>`))
  return `<section id="guide-${topic}" class="guide"><h2>${escapeHtml(words(`guide.${topic}.title`))}</h2>${blocks.join('')}</section>`
}

const inline = (text: string): string => escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>')
const codeBlock = (text: string): string =>
  `<div class="code"><pre><code>${escapeHtml(text.replaceAll(/^ {4}/gm, ''))}</code></pre></div>`

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
