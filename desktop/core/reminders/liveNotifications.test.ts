import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Values } from '../../../shared/entity.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import { lastOperations } from '../functions/operations.ts'
import { type TestWorkspace, testWorkspace } from '../testing/testWorkspace.ts'
import { liveNotifications } from './liveNotifications.ts'
import { newsOfNotification, newsOfReminder, newsTogether } from './newsWords.ts'
import { readNotifications } from './readNotifications.ts'

let of: TestWorkspace
let told: string[][] = []
beforeEach(async () => {
  of = await testWorkspace()
  told = []
})
afterEach(() => of.close())

const live = () =>
  liveNotifications({
    work: of.work,
    tell: found => told.push(found.map(({ values }) => String(values['aboutTitle']))),
  })
const later = () => new Promise(resolve => setTimeout(resolve, 5))
const made = (aboutTitle: string, values: Values = {}) =>
  of.make('notification', { reason: 'assigned', aboutTitle, aboutKind: 'task', owner: of.viewer.user, ...values })
const came = (news: ReturnType<typeof live>, ...ids: string[]) => {
  news.changed([{ kind: 'notification', ids }])
  news.flush()
}

it('tells what comes in once, also after a restart, and what came together together', async () => {
  const news = live()
  await later()
  const ids = [made('Bir'), made('İki')]
  came(news, ...ids)
  came(news, ...ids)
  came(live(), ...ids, made('Üç'))
  expect(told).toEqual([['Bir', 'İki'], ['Üç']])
  news.close()
})

it('does not tell what was there before, what has been read, or what a first load brought', async () => {
  const before = made('Önce')
  await later()
  const news = live()
  await later()
  came(news, before, made('Okunmuş', { readAt: '2026-11-20T10:00:00.000Z' }), uuidv7())
  news.changed([{ kind: 'notification' }, { kind: 'lead', ids: [uuidv7()] }])
  news.flush()
  expect(told).toEqual([])
})

it('marks as read what is named, or all that is not, without asking for the right to change many', async () => {
  const [one, two] = [made('Bir'), made('İki')]
  const readAt = (id: string) => of.work.shown({ kind: 'notification', id })?.values['readAt']
  await readNotifications(of.work, [one])
  expect([readAt(one), readAt(two)]).toEqual([expect.any(String), undefined])
  expect(lastOperations(of.work, 10).map(({ label }) => label)).not.toContain('read')
  await expect
    .poll(() => readNotifications(of.work, undefined).then(() => readAt(two)), { timeout: 30_000 })
    .toBeTruthy()
})

it('says who did what, on what, and where that is', () => {
  const user = of.make('user', { name: 'Mert Kaplan', email: 'mert@firma.test', isActive: true })
  const lead = of.make('lead', { name: 'Ayşe Işık', status: 'new', source: 'fair', owner: of.viewer.user })
  const comment = of.make('comment', { parent: { kind: 'lead', id: lead } })
  const state = (values: Values) => of.work.shown({ kind: 'notification', id: made('Ayşe Işık', values) })
  const context = { work: of.work, language: 'tr', zone: 'Europe/Istanbul' } as const
  const say = (values: Values) => {
    const found = state(values)
    return found && newsOfNotification(context, found)
  }
  expect(say({ reason: 'mentioned', from: user, parent: { kind: 'comment', id: comment } })).toEqual({
    reason: 'mentioned',
    title: 'Mert Kaplan sizden söz etti',
    body: 'Ayşe Işık',
    route: `leads/${lead}`,
  })
  expect(say({ reason: 'owned', count: 12, aboutKind: 'lead', aboutTitle: undefined })).toMatchObject({
    title: 'Bir entegrasyon 12 kayıtta sizi sorumlu yaptı',
    route: 'leads',
  })
  const reminder = { kind: 'task', id: lead, title: 'Ara', due: '2026-11-20T15:00:00.000Z', at: '' }
  const news = newsOfReminder(context, reminder)
  expect(news).toMatchObject({ title: 'Ara', body: 'Bitiş: 20 Kas 2026 18:00', route: `tasks/${lead}` })
  expect(newsTogether('tr', [news, news])).toMatchObject({ title: '2 hatırlatma', route: '' })
  expect(newsTogether('en', [news, { ...news, reason: 'done' }])).toMatchObject({ title: '2 new notifications' })
})
