import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import type { Env } from '../http/env.ts'
import { answerOptions, refuseOtherMethods } from '../http/methods.ts'
import { spokenLanguage } from '../http/words.ts'
import { version } from '../version.ts'
import { openApi } from './openapi.ts'
import { restWords } from './words.ts'

const page = readFileSync(join(import.meta.dirname, 'docs.html'), 'utf8')
const inline = (tag: 'script' | 'style'): string => {
  const text = new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? ''
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
/** The page brings its one script and one style along and fetches only the document beside it. */
const policy = `default-src 'none'; connect-src 'self'; script-src ${inline('script')}; style-src ${inline('style')}; frame-ancestors 'none'`

/** `openapi.json` and `docs`, open to everybody: they say what there is, not what is in it. */
export function documentationRoutes(): Hono<Env> {
  const routes = new Hono<Env>()
  const made = new Map<string, string>()
  for (const path of ['/openapi.json', '/docs']) answerOptions(routes, path, ['GET'])
  routes.get('/openapi.json', c => {
    const language = spokenLanguage(c.req.query('language') ?? c.req.header('accept-language'))
    const text = made.get(language) ?? JSON.stringify(openApi(language, version))
    made.set(language, text)
    return c.body(text, 200, { 'content-type': 'application/json; charset=utf-8', 'content-language': language })
  })
  routes.get('/docs', c => {
    const language = spokenLanguage(c.req.query('language') ?? c.req.header('accept-language'))
    const words = restWords(language)
    const text = page
      .replace('<html lang="tr">', `<html lang="${language}">`)
      .replaceAll(/\{\{(\w+(?:\.\w+)*)\}\}/g, (_, key: string) => escapeHtml(words(key)))
    return c.body(text, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': policy,
    })
  })
  for (const path of ['/openapi.json', '/docs']) refuseOtherMethods(routes, path, ['GET'])
  return routes
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
