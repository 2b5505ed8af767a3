import type { Language } from '../../shared/labels.ts'
import de from '../../shared/locales/de/mail.json' with { type: 'json' }
import en from '../../shared/locales/en/mail.json' with { type: 'json' }
import fr from '../../shared/locales/fr/mail.json' with { type: 'json' }
import tr from '../../shared/locales/tr/mail.json' with { type: 'json' }

const texts: Record<Language, unknown> = { tr, en, de, fr }

/** A text of mail.json by its key (`mail:reset.subject`), with values put in; undefined where there is none. */
export function mailText(language: Language, key: string, values: Readonly<Record<string, string>> = {}) {
  let at: unknown = texts[language]
  for (const part of key.replace('mail:', '').split('.')) at = at instanceof Object ? Reflect.get(at, part) : undefined
  if (typeof at !== 'string') return undefined
  return at.replace(/\{\{(\w+)\}\}/g, (_, name: string) => oneLine(values[name] ?? ''))
}

export interface Letter {
  subject: string
  text: string
  html: string
}

/** What the server writes to people. Instants are shown in `zone`, the company's. */
export type Occasion =
  | { what: 'invitation'; name: string; company: string; inviter: string; link: string; until: string }
  | { what: 'reset'; name: string; company: string; link: string; until: string }
  | { what: 'changed'; name: string; company: string; at: string }

/** A letter in its reader's language, as plain text and as HTML that says the same; nothing in it is fetched or counted. */
export function letter(occasion: Occasion, given: { language: Language; zone: string; server: string }): Letter {
  const { language, zone, server } = given
  const { what } = occasion
  const shown = (instant: string) =>
    new Intl.DateTimeFormat(language, {
      dateStyle: 'long',
      timeStyle: 'short',
      hourCycle: 'h23',
      timeZone: zone,
    }).format(new Date(instant))
  const values: Record<string, string> = {
    ...occasion,
    server,
    ...('until' in occasion ? { until: shown(occasion.until) } : {}),
    ...('at' in occasion ? { at: shown(occasion.at) } : {}),
  }
  const say = (path: string) => mailText(language, path, values)
  const all = (...paths: string[]) => paths.flatMap(path => say(path) ?? [])
  const before = all(occasion.name ? 'mail:greeting' : 'mail:greetingAll', `mail:${what}.what`)
  const after = all(`mail:${what}.until`, `mail:${what}.vault`, `mail:${what}.ignore`)
  const [how, button, hint] = [say(`mail:${what}.how`), say(`mail:${what}.button`), say('mail:link')]
  const link = 'link' in occasion ? occasion.link : undefined
  const action = link && how && button && hint ? { how, button, link, hint } : undefined
  const footer = say('mail:footer') ?? ''
  const linked = action ? [`${action.how}\n${action.link}`] : []
  const text = [...before, ...linked, ...after, `--\n${footer}`].join('\n\n')
  const html = htmlOf({ language, paragraphs: before, action, after, footer })
  return { subject: say(`mail:${what}.subject`) ?? '', text: `${text}\n`, html }
}

/** Names are people's own words: they start no new line, neither in a header nor in the text. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

interface Content {
  language: Language
  paragraphs: readonly string[]
  action: { how: string; button: string; link: string; hint: string } | undefined
  after: readonly string[]
  footer: string
}

/** Mail programs know tables and inline styles, and little else. */
function htmlOf({ language, paragraphs, action, after, footer }: Content): string {
  const p = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`
  const link = action ? escapeHtml(action.link) : ''
  const linked = action
    ? [
        p(action.how),
        `<p style="margin:0 0 16px"><a href="${link}" style="display:inline-block;padding:12px 20px;border-radius:8px;` +
          `background:#173f70;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(action.button)}</a></p>`,
        `<p style="margin:0 0 16px;font-size:13px;color:#5b6472">${escapeHtml(action.hint)}<br>` +
          `<span style="word-break:break-all">${link}</span></p>`,
      ]
    : []
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light"></head>`,
    '<body style="margin:0;padding:24px;background:#f4f6f9;font-family:Arial,Helvetica,sans-serif;font-size:15px;',
    'line-height:1.5;color:#1d2733"><div style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;',
    'border-radius:12px">',
    ...paragraphs.map(p),
    ...linked,
    ...after.map(p),
    '<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e3e8ef;font-size:13px;color:#5b6472">',
    `${escapeHtml(footer)}</p></div></body></html>`,
  ].join('')
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, letter => `&#${letter.codePointAt(0)};`)
