import { createInstance } from 'i18next'
import { formatDateTime } from '../../../shared/dates.ts'
import type { Language } from '../../../shared/labels.ts'
import de from '../../../shared/locales/de/notices.json' with { type: 'json' }
import en from '../../../shared/locales/en/notices.json' with { type: 'json' }
import fr from '../../../shared/locales/fr/notices.json' with { type: 'json' }
import tr from '../../../shared/locales/tr/notices.json' with { type: 'json' }
import type { RecordKey, RecordState } from '../../../shared/record.ts'
import type { Reminder } from '../api/work.ts'
import type { Workspace } from '../workspace.ts'
import type { News } from './attention.ts'

const instance = createInstance()
void instance.init({
  resources: { tr: { notices: tr }, en: { notices: en }, de: { notices: de }, fr: { notices: fr } },
  fallbackLng: 'en',
  defaultNS: 'notices',
  ns: ['notices'],
  initAsync: false,
  interpolation: { escapeValue: false },
})

export interface NewsContext {
  work: Pick<Workspace, 'kinds' | 'shown'>
  language: Language
  zone: string
}

/** The longest that the system shows; the table of the shell refuses more. */
const [titleMax, bodyMax] = [200, 1000]

/** A notification as the system shows it: who did what, and on what. */
export function newsOfNotification({ work, language }: NewsContext, { values, parent }: RecordState): News {
  const t = instance.getFixedT(language)
  const reason = String(values['reason'])
  const from = work.shown({ kind: 'user', id: String(values['from'] ?? '') })
  const name = String(from?.values['name'] ?? t('somebody'))
  const count = Number(values['count'] ?? 0)
  const kind = work.kinds().get(String(values['aboutKind'] ?? ''))
  const title = count > 0 ? t(`many.${reason}`, { name, count }) : t(`reasons.${reason}`, { name })
  const body = count > 0 ? kind?.label.many[language] : String(values['aboutTitle'] ?? '')
  return {
    reason,
    title: title.slice(0, titleMax),
    body: (body ?? '').slice(0, bodyMax),
    route: parent ? routeTo(work, parent) : (kind?.plural ?? ''),
  }
}

/** A reminder as the system shows it. */
export function newsOfReminder({ work, language, zone }: NewsContext, { kind, id, title, due, about }: Reminder): News {
  const at = instance.getFixedT(language)('dueAt', { at: formatDateTime(due, zone, language) })
  return {
    reason: 'reminder',
    title: title.slice(0, titleMax),
    body: [about?.title, at].filter(Boolean).join(' · ').slice(0, bodyMax),
    route: routeTo(work, { kind, id }),
  }
}

/** Many as one, which leads home. */
export function newsTogether(language: Language, news: readonly News[]): Omit<News, 'reason'> {
  const isAllReminders = news.every(({ reason }) => reason === 'reminder')
  const title = instance.getFixedT(language)(isAllReminders ? 'reminders' : 'news', { count: news.length })
  const [first = '', second = '', third = ''] = news.map(one => one.title)
  return { title, body: [first, second, third].filter(Boolean).join('\n').slice(0, bodyMax), route: '' }
}

/** Where a record is looked at: what is said on another one, there. */
function routeTo(work: NewsContext['work'], key: RecordKey): string {
  const kind = work.kinds().get(key.kind)
  const parent = kind?.parents && !kind.list ? work.shown(key)?.parent : undefined
  if (parent) return routeTo(work, parent)
  return kind ? `${kind.plural}/${key.id}` : ''
}
