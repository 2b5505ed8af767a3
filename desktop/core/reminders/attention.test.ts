import { beforeEach, expect, it } from 'vitest'
import { createAttention, type News } from './attention.ts'

let now = Date.parse('2026-11-20T10:00:00.000Z')
let choices: unknown
let isInFront = false
let shown: string[] = []
const attention = () =>
  createAttention({
    zone: 'Europe/Istanbul',
    now: () => now,
    isInFront: () => isInFront,
    choices: () => choices,
    show: ({ title }) => shown.push(title),
    together: news => ({ title: `${news.length} yeni`, body: '', route: '' }),
  })
const news = (count: number, reason = 'assigned'): News[] =>
  Array.from({ length: count }, (_, i) => ({ reason, title: `${reason} ${i + 1}`, body: '', route: '' }))

beforeEach(() => {
  now = Date.parse('2026-11-20T10:00:00.000Z')
  ;[choices, isInFront, shown] = [undefined, false, []]
})

it('shows a few one by one, and many as one', () => {
  const of = attention()
  of.tell(news(2))
  of.tell(news(12))
  expect(shown).toEqual(['assigned 1', 'assigned 2', '12 yeni'])
})

it('says nothing outside while a window is in front', () => {
  isInFront = true
  attention().tell(news(1))
  expect(shown).toEqual([])
})

it('leaves out the reasons that the person does not want outside', () => {
  choices = { silent: ['commented'] }
  attention().tell([...news(1, 'commented'), ...news(1)])
  expect(shown).toEqual(['assigned 1'])
})

it('keeps quiet hours by the company’s clock, also past midnight, and tells afterwards what came, as one', () => {
  choices = { quiet: { from: '19:00', to: '08:00' } }
  const of = attention()
  now = Date.parse('2026-11-20T21:30:00.000Z')
  of.tell(news(1))
  now = Date.parse('2026-11-21T04:59:00.000Z')
  of.tell(news(2, 'done'))
  of.look()
  expect(shown).toEqual([])
  now = Date.parse('2026-11-21T05:00:00.000Z')
  of.look()
  of.look()
  expect(shown).toEqual(['3 yeni'])
})

it('tells everything where what was kept cannot be read', () => {
  choices = { quiet: 'always' }
  attention().tell(news(1))
  expect(shown).toEqual(['assigned 1'])
})
