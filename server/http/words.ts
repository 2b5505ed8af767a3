import type { AppError, ErrorCode, FieldErrors } from '../../shared/errors.ts'
import { type Language, languages } from '../../shared/labels.ts'
import deErrors from '../../shared/locales/de/errors.json' with { type: 'json' }
import deServer from '../../shared/locales/de/server.json' with { type: 'json' }
import enErrors from '../../shared/locales/en/errors.json' with { type: 'json' }
import enServer from '../../shared/locales/en/server.json' with { type: 'json' }
import frErrors from '../../shared/locales/fr/errors.json' with { type: 'json' }
import frServer from '../../shared/locales/fr/server.json' with { type: 'json' }
import trErrors from '../../shared/locales/tr/errors.json' with { type: 'json' }
import trServer from '../../shared/locales/tr/server.json' with { type: 'json' }
import type { BuiltInRole } from '../../shared/permissions/rights.ts'

const texts: Record<Language, unknown> = {
  tr: { errors: trErrors, server: trServer },
  en: { errors: enErrors, server: enServer },
  de: { errors: deErrors, server: deServer },
  fr: { errors: frErrors, server: frServer },
}
type Params = Record<string, string | number>

/**
 * What the server says to callers of its HTTP interface: the words of `errors`, and those of `server` where the former
 * speak to somebody who sits before a screen.
 */
export function serverWords(language: Language) {
  const say = (keys: string[], params: Params = {}): string => {
    for (const key of keys) {
      const text = lookUp(language, key) ?? lookUp('en', key)
      if (text !== undefined) return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''))
    }
    return keys[0] ?? ''
  }
  return {
    language,
    /** Name of a built-in role. */
    role: (role: BuiltInRole) => say([`server:roles.${role}`]),
    /** Name of the team that a company begins with. */
    firstTeam: () => say(['server:firstTeam']),
    title: (status: number) => say([`server:titles.${status}`]),
    detail: ({ code, params }: AppError) => {
      const said = reasonsOf[code]?.(String(params?.reason))
      return say([...(said ? [said] : []), `server:details.${code}`, `errors:${code}`], params)
    },
    /** Each wrong field's reason, with its sentence. */
    fields: (fields: FieldErrors) =>
      Object.fromEntries(
        Object.entries(fields).map(([name, { reason, params }]) => [
          name,
          {
            reason,
            ...(params ? { params } : {}),
            detail: say([`server:fieldErrors.${reason}`, `errors:fieldErrors.${reason}`], params),
          },
        ]),
      ),
  }
}

/** Codes that say their own reason. */
const reasonsOf: Partial<Record<ErrorCode, (reason: string) => string>> = {
  'command.refused': reason => `errors:commandReasons.${reason}`,
  'record.exists': reason => `errors:commandReasons.${reason}`,
  'permission.denied': reason => `errors:deniedReasons.${reason}`,
  'auth.failed': reason => `errors:authReasons.${reason}`,
  'server.unavailable': reason => `server:unavailable.${reason}`,
}

/** `namespace:a.b` in a language's texts. */
function lookUp(language: Language, key: string): string | undefined {
  const [namespace = '', path = ''] = key.split(':')
  let at: unknown = texts[language]
  for (const part of [namespace, ...path.split('.')]) at = at instanceof Object ? Reflect.get(at, part) : undefined
  return typeof at === 'string' ? at : undefined
}

/**
 * The first language of an Accept-Language header that we speak. Turkish where it names none at all; English where it
 * names only others.
 */
export function spokenLanguage(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part, position) => {
      const [tag = '', ...rest] = part.trim().toLowerCase().split(';')
      const q = rest.map(item => /^\s*q=([\d.]+)$/.exec(item)?.[1]).find(Boolean)
      return { tag: tag.split('-')[0], q: q === undefined ? 1 : Number(q), position }
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q || a.position - b.position)
  for (const { tag } of wanted) {
    const found = languages.find(language => language === tag)
    if (found) return found
  }
  return wanted.some(({ tag }) => /^[a-z]{2,3}$/.test(tag ?? '')) ? 'en' : 'tr'
}
