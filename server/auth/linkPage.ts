import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { LinkPurpose } from '../../shared/auth/links.ts'
import type { Language } from '../../shared/labels.ts'
import type { Env } from '../http/env.ts'
import { spokenLanguage } from '../http/words.ts'
import { escapeHtml, mailText } from '../mail/letters.ts'

/**
 * GET /join and GET /reset: what a mailed or handed link opens in a browser. The token stands after the # and never
 * reaches us; the page hands it to the app, or lets it be copied. It asks for nothing and fetches nothing.
 */
export function linkPages(): Hono<Env> {
  const routes = new Hono<Env>()
  for (const purpose of ['join', 'reset'] as const) routes.get(`/${purpose}`, c => page(c, purpose))
  return routes
}

function page(c: Context<Env>, purpose: LinkPurpose): Response {
  const language = spokenLanguage(c.req.header('accept-language'))
  c.header('Content-Security-Policy', policy)
  c.header('Content-Language', language)
  c.header('Vary', 'Accept-Language')
  return c.html(htmlOf(purpose, language))
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const style = `
  :root { color-scheme: light dark }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f4f6f9; color: #1d2733;
    font: 16px/1.5 system-ui, sans-serif }
  main { box-sizing: border-box; width: min(34rem, 100vw); padding: 2.5rem; background: #fff; border-radius: 1rem }
  h1 { margin: 0 0 1rem; font-size: 1.5rem }
  a.open { display: inline-block; margin: .5rem 0 1.5rem; padding: .75rem 1.25rem; border-radius: .5rem;
    background: #173f70; color: #fff; font-weight: 600; text-decoration: none }
  label { display: block; margin-bottom: .25rem; font-size: .875rem; color: #5b6472 }
  input { box-sizing: border-box; width: 100%; padding: .625rem; border: 1px solid #b4bdca; border-radius: .5rem;
    background: transparent; color: inherit; font: inherit; font-size: .875rem }
  button { margin-top: .75rem; padding: .5rem 1rem; border: 1px solid #b4bdca; border-radius: .5rem; background: none;
    color: inherit; font: inherit; cursor: pointer }
  [hidden] { display: none }
  @media (prefers-color-scheme: dark) {
    body { background: #10161f; color: #e6ebf2 } main { background: #18202c } label { color: #a3adbb }
    a.open { background: #2f6db0 }
  }`

const script = `
  const token = location.hash.slice(1)
  const isWhole = /^pg[ir]_[\\w-]{43}$/.test(token)
  const server = location.origin + location.pathname.replace(/\\/(join|reset)\\/?$/, '')
  const at = id => document.getElementById(id)
  at('whole').hidden = !isWhole
  at('missing').hidden = isWhole
  if (isWhole) {
    const purpose = location.pathname.replace(/\\/+$/, '').split('/').pop()
    at('open').href = 'pergel://' + purpose + '?server=' + encodeURIComponent(server) + '#' + token
    at('address').value = location.href
    at('address').addEventListener('focus', () => at('address').select())
    at('copy').addEventListener('click', () => {
      at('address').select()
      navigator.clipboard.writeText(location.href).then(() => { at('copied').hidden = false })
    })
  }`

const policy = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

function htmlOf(purpose: LinkPurpose, language: Language): string {
  const say = (key: string) => escapeHtml(mailText(language, key) ?? '')
  const title = purpose === 'join' ? say('mail:page.joinTitle') : say('mail:page.resetTitle')
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="robots" content="noindex"><title>${title} · Pergel</title><style>${style}</style></head><body><main>`,
    `<h1>${title}</h1><p id="missing" role="alert">${say('mail:page.missing')}</p><div id="whole" hidden>`,
    `<p>${say('mail:page.hint')}</p><a class="open" id="open" href="#">${say('mail:page.open')}</a>`,
    `<label for="address">${say('mail:page.address')}</label><input id="address" readonly>`,
    `<button id="copy" type="button">${say('mail:page.copy')}</button> `,
    `<span id="copied" role="status" hidden>${say('mail:page.copied')}</span></div>`,
    `</main><script>${script}</script></body></html>`,
  ].join('')
}
