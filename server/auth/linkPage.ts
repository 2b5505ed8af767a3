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

// The colours of desktop/renderer/theme/tokens.ts; a page that fetches nothing cannot share them.
const style = `
  :root { color-scheme: light dark; --paper: #fbfaf7; --surface: #fff; --line: #e7e4dd; --edge: #c9c4b9; --ink: #16202e;
    --quiet: #566070; --primary: #1d4e89; --text: #1d4e89 }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
    font: 14px/1.5 Inter, system-ui, sans-serif }
  main { box-sizing: border-box; width: min(30rem, 100vw); padding: 2rem; background: var(--surface);
    border: 1px solid var(--line); border-radius: 8px }
  .name { display: flex; gap: .5rem; align-items: center; margin: 0 0 1.5rem; font-size: 1.125rem; font-weight: 600 }
  .name svg { color: var(--text) }
  h1 { margin: 0 0 .5rem; font-size: 1.375rem; font-weight: 600 }
  p { margin: 0 0 1rem; color: var(--quiet) }
  a.open { display: block; margin: 1.25rem 0; padding: .625rem 1.25rem; border-radius: 6px; background: var(--primary);
    color: #fff; font-weight: 500; text-align: center; text-decoration: none }
  label { display: block; margin-bottom: .25rem; font-weight: 500 }
  .row { display: flex; gap: .5rem }
  input { flex: 1; min-width: 0; padding: .5rem .625rem; border: 1px solid var(--edge); border-radius: 6px;
    background: transparent; color: inherit; font: 12px/1.5 ui-monospace, monospace }
  button { padding: .5rem 1rem; border: 1px solid var(--edge); border-radius: 6px; background: none; color: inherit;
    font: inherit; font-weight: 500; cursor: pointer }
  :focus-visible { outline: 2px solid var(--text); outline-offset: 1px }
  #copied { display: block; min-height: 1.5em; margin: .25rem 0 0; color: var(--quiet) }
  #install { margin: .5rem 0 0 }
  [hidden] { display: none }
  @media (prefers-color-scheme: dark) {
    :root { --paper: #0f141b; --surface: #171e27; --line: #28323e; --edge: #46535f; --ink: #e6e9ee; --quiet: #a3aebc;
      --primary: #2f69ae; --text: #8db8ec }
  }`

const mark =
  '<svg width="28" height="28" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2.6" ' +
  'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="m10.3 27.6 5.7-24 5.7 24"/>' +
  '<path d="M9 8.6a11.6 11.6 0 1 0 14 0"/></svg>'

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
      navigator.clipboard?.writeText(location.href).then(() => { at('copied').textContent = at('copied').dataset.say })
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
    `<div class="name">${mark}Pergel</div><h1>${title}</h1>`,
    `<p id="missing" role="alert">${say('mail:page.missing')}</p><div id="whole" hidden>`,
    `<p>${say('mail:page.hint')}</p><a class="open" id="open" href="#">${say('mail:page.open')}</a>`,
    `<label for="address">${say('mail:page.address')}</label><div class="row"><input id="address" readonly>`,
    `<button id="copy" type="button">${say('mail:page.copy')}</button></div>`,
    `<span id="copied" role="status" data-say="${say('mail:page.copied')}"></span>`,
    `<p id="install">${say('mail:page.install')}</p></div>`,
    `</main><script>${script}</script></body></html>`,
  ].join('')
}
