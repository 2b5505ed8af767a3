import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Values } from '../../../shared/entity.ts'
import type { Reminder } from '../api/work.ts'
import { type TestWorkspace, testWorkspace } from '../testing/testWorkspace.ts'
import { createReminders } from './reminders.ts'

const start = Date.parse('2026-11-20T07:00:00.000Z')
const minute = 60_000
let of: TestWorkspace
let now = start
let told: string[][] = []

beforeEach(async () => {
  of = await testWorkspace({ role: 'sales' })
  now = start
  told = []
})
afterEach(() => of.close())

/** As core opens it: a second one on the same file is the app after a restart. */
const opened = () =>
  createReminders({
    work: { lists: of.work.lists, device: of.work.device, now: () => now },
    zone: 'Europe/Istanbul',
    tell: (fresh: Reminder[]) => told.push(fresh.map(({ title }) => title)),
  })
const task = (subject: string, minutes: number, values: Values = {}) =>
  of.make('task', {
    subject,
    state: 'open',
    due: new Date(start + minutes * minute).toISOString(),
    owner: of.viewer.user,
    ...values,
  })
const titles = (reminders: ReturnType<typeof opened>) => reminders.open.get().reminders.map(({ title }) => title)
/** Until the reader's thread has what was written. */
const seen = async (reminders: ReturnType<typeof opened>, check: () => void) =>
  vi.waitFor(
    async () => {
      await reminders.look(true)
      check()
    },
    { timeout: 30_000, interval: 20 },
  )

it('reminds of what is mine to answer for or to do, at its time or before it, and of nothing else', async () => {
  const reminders = opened()
  task('Sorumlusu benim', 10)
  task('Yapacak olan benim', 11, { owner: undefined, assignees: [of.viewer.user] })
  task('Bir saat önce', 70, { remindBefore: 60 })
  task('Başkasının', 10, { owner: '01930000-0000-7000-8000-00000000000a' })
  task('Bitmiş', 10, { state: 'done' })
  of.make('task', { subject: 'Zamanı yok', state: 'open', owner: of.viewer.user })
  await seen(reminders, () => expect(reminders.next()).toBe(start + 10 * minute))
  expect(told).toEqual([])
  now = start + 10 * minute
  await reminders.look()
  expect(told).toEqual([['Sorumlusu benim', 'Bir saat önce']])
  now = start + 11 * minute
  await reminders.look()
  expect(titles(reminders)).toEqual(['Sorumlusu benim', 'Bir saat önce', 'Yapacak olan benim'])
  expect(told).toHaveLength(2)
})

it('calls up what was missed while the app was closed once, together, and never again', async () => {
  const reminders = opened()
  for (let i = 1; i <= 5; i++) task(`İş ${i}`, i)
  await seen(reminders, () => expect(reminders.next()).toBe(start + minute))
  now = start + 120 * minute
  const restarted = opened()
  await restarted.look()
  expect(told).toEqual([['İş 1', 'İş 2', 'İş 3', 'İş 4', 'İş 5']])
  const again = opened()
  await again.look()
  expect(told).toHaveLength(1)
  expect(titles(again)).toHaveLength(5)
})

it('does not call up on a new desktop what was due before it, nor what was missed long ago', async () => {
  task('Eski', -60)
  const reminders = opened()
  task('Yeni', 5)
  await seen(reminders, () => expect(reminders.next()).toBe(start + 5 * minute))
  expect(told).toEqual([])
  now = start + 9 * 24 * 60 * minute
  const late = opened()
  await late.look()
  expect([told, titles(late)]).toEqual([[], []])
})

it('puts off for ten minutes, an hour, or until nine tomorrow in the company’s zone', async () => {
  const reminders = opened()
  const id = task('Ara', 1)
  await seen(reminders, () => expect(reminders.next()).toBe(start + minute))
  now = start + minute
  await reminders.look()
  reminders.snooze([id], 'tenMinutes')
  expect(titles(reminders)).toEqual([])
  expect(reminders.next()).toBe(now + 10 * minute)
  now += 10 * minute
  await reminders.look()
  expect(told).toEqual([['Ara'], ['Ara']])
  reminders.snooze([id], 'hour')
  expect(reminders.next()).toBe(now + 60 * minute)
  reminders.snooze([id], 'tomorrow')
  expect(new Date(reminders.next() ?? 0).toISOString()).toBe('2026-11-21T06:00:00.000Z')
  now = Date.parse('2026-11-21T06:00:00.000Z')
  const restarted = opened()
  await restarted.look()
  expect(told).toHaveLength(3)
})

it('puts away until the time is another one, and forgets what is done', async () => {
  const reminders = opened()
  const id = task('Ara', 1)
  const other = task('Yaz', 1)
  await seen(reminders, () => expect(reminders.next()).toBe(start + minute))
  now = start + 2 * minute
  await reminders.look()
  reminders.dismiss([id])
  expect(titles(reminders)).toEqual(['Yaz'])
  await opened().look()
  expect(told).toHaveLength(1)

  of.work.act({
    label: 'edit',
    patches: [{ kind: 'task', id: other, set: { state: { base: 'open', value: 'done' } } }],
  })
  const due = new Date(start + 30 * minute).toISOString()
  of.work.act({ label: 'edit', patches: [{ kind: 'task', id, set: { due: { value: due } } }] })
  await seen(reminders, () => expect([titles(reminders), reminders.next()]).toEqual([[], start + 30 * minute]))
  now = start + 30 * minute
  await reminders.look()
  expect(told.at(-1)).toEqual(['Ara'])
})
