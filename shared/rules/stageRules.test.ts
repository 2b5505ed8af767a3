import { describe, expect, it } from 'vitest'
import { kindsWith } from '../kinds.ts'
import { layoutKey } from '../layout.ts'
import { entry } from '../record.ts'
import {
  dealingKinds,
  eventOfLabel,
  isDealingOf,
  kindRuledBy,
  movesBy,
  ruleLabel,
  ruleMoving,
  ruleProblem,
  rulesAtWork,
  rulesHeld,
  type StageRule,
  silentAt,
  stageFields,
  stageRulesKey,
} from './stageRules.ts'

const kinds = kindsWith([])
const customer = kinds.require('customer')
const first: StageRule = {
  field: 'stage',
  when: { on: 'dealing', kind: 'activity' },
  from: ['', 'interested'],
  to: 'lead',
}
const many = (atLeast: number, to: string, from?: string[]): StageRule => ({
  field: 'stage',
  when: { on: 'dealing', kind: 'activity', atLeast },
  ...(from ? { from } : {}),
  to,
})
const silent = (days: number, to: string, from?: string[]): StageRule => ({
  field: 'stage',
  when: { on: 'silence', days },
  ...(from ? { from } : {}),
  to,
})

describe('what rules may move', () => {
  it('is every choice with colours, and by dealings of every kind that says it is one', () => {
    expect(stageFields(customer)).toEqual(['status', 'stage'])
    expect(stageFields(kinds.require('lead'))).toEqual(['status'])
    expect(dealingKinds(kinds, 'customer').map(({ name }) => name)).toEqual(['activity'])
    expect(dealingKinds(kinds, 'task')).toEqual([])
    expect(kindRuledBy({ key: stageRulesKey('customer') })).toBe('customer')
    expect(kindRuledBy({ key: layoutKey('customer') })).toBeUndefined()
  })
})

describe('a rule', () => {
  it('that cannot be read keeps its place and does nothing', () => {
    const value = { rules: [first, { field: 'stage' }, { ...first, further: true }, many(3, 'active')] }
    expect(rulesHeld(value).map(({ rule }) => rule?.to)).toEqual(['lead', undefined, undefined, 'active'])
    expect(rulesHeld(value)[1]?.held).toEqual({ field: 'stage' })
    expect(rulesAtWork(kinds, customer, value)).toEqual([first, many(3, 'active')])
    for (const wrong of [undefined, 'x', [], { rules: 'x' }, { rules: [], more: 1 }])
      expect(rulesHeld(wrong)).toEqual([])
  })

  it('does nothing where what it names is not there any more, and says what is missing', () => {
    const of = (field: string, ...is: string[]) => ({ on: 'dealing' as const, kind: 'activity', of: { field, is } })
    const problems: [StageRule, string | undefined][] = [
      [first, undefined],
      [{ ...first, field: 'sector' }, 'field'],
      [{ ...first, field: 'custom.gone' }, 'field'],
      [{ ...first, to: 'gone' }, 'to'],
      [{ ...first, from: ['gone'] }, 'from'],
      [{ ...first, from: ['gone', ''] }, undefined],
      [{ ...first, when: { on: 'dealing', kind: 'note' } }, 'kind'],
      [{ ...first, when: of('type', 'visit', 'gone') }, undefined],
      [{ ...first, when: of('type', 'gone') }, 'choice'],
      [{ ...first, when: of('subject', 'visit') }, 'choice'],
      [silent(30, 'atRisk'), undefined],
      [{ ...first, when: { on: 'silence', days: 30, kinds: ['order'] } }, 'kind'],
      [{ ...first, when: { on: 'silence', days: 30, kinds: ['order', 'activity'] } }, undefined],
    ]
    for (const [rule, problem] of problems) expect([rule, ruleProblem(kinds, customer, rule)]).toEqual([rule, problem])
    const retired = kindsWith([
      { key: layoutKey('customer'), value: { choices: { stage: [{ key: 'lead', retired: true }] } } },
    ])
    expect(ruleProblem(retired, retired.require('customer'), first)).toBe('to')
    expect(ruleProblem(kinds, kinds.require('task'), { ...silent(30, 'done'), field: 'state' })).toBe('kind')
  })

  it('counts a dealing by its choice, where it names one', () => {
    const calls = { on: 'dealing' as const, kind: 'activity', of: { field: 'type', is: ['call'] } }
    expect([{ type: 'call' }, { type: 'visit' }, {}].map(values => isDealingOf(calls, values))).toEqual([
      true,
      false,
      false,
    ])
    expect(isDealingOf({ on: 'dealing', kind: 'activity' }, {})).toBe(true)
  })
})

describe('of the rules whose event has happened', () => {
  it('the one that asks for more goes first, of equals the upper one', () => {
    expect(ruleMoving([many(2, 'active'), many(5, 'loyal')], 'lead')?.to).toBe('loyal')
    expect(ruleMoving([silent(90, 'atRisk'), silent(180, 'interested')], 'active')?.to).toBe('interested')
    expect(ruleMoving([many(2, 'active'), many(2, 'loyal')], 'lead')?.to).toBe('active')
    expect(ruleMoving([], 'lead')).toBeUndefined()
  })

  it('one whose stages do not name that of the record is passed over', () => {
    expect(ruleMoving([many(5, 'loyal', ['active']), many(2, 'active')], 'lead')?.to).toBe('active')
    expect(ruleMoving([first], undefined)?.to).toBe('lead')
    expect(ruleMoving([first], 'active')).toBeUndefined()
  })

  it('none pushes a record to and fro: where it stands by the greater one, it stays', () => {
    const rules = [many(2, 'active'), many(5, 'loyal', ['active'])]
    expect(ruleMoving(rules, 'loyal')).toBeUndefined()
    const silences = [silent(90, 'atRisk'), silent(180, 'interested', ['atRisk'])]
    let stage: string | undefined = 'active'
    const seen: (string | undefined)[] = []
    for (let night = 0; night < 4; night++) {
      stage = ruleMoving(silences, stage)?.to ?? stage
      seen.push(stage)
    }
    expect(seen).toEqual(['atRisk', 'interested', 'interested', 'interested'])
  })

  it('a stage that a command brings is none of theirs, neither to it nor on from it', () => {
    const lead = kinds.require('lead')
    const to = (stage: string): StageRule => ({ field: 'status', when: first.when, to: stage })
    expect(ruleProblem(kinds, lead, to('converted'))).toBe('to')
    expect(movesBy(lead, [to('contacted')], { status: 'new' })).toHaveLength(1)
    expect(movesBy(lead, [to('contacted')], { status: 'converted' })).toEqual([])
  })

  it('each field is moved by itself', () => {
    const status: StageRule = { ...many(1, 'active'), field: 'status' }
    expect(movesBy(customer, [first, status, many(1, 'loyal')], { status: 'potential' }).map(({ to }) => to)).toEqual([
      'lead',
      'active',
    ])
  })
})

it('silence begins with the last dealing of the kinds that are asked for, or with the record', () => {
  const day = 86_400_000
  const rule = { on: 'silence' as const, days: 10 }
  expect(silentAt(rule, {}, 5 * day)).toBe(15 * day)
  expect(silentAt(rule, { activity: 7 * day, order: 9 * day }, 5 * day)).toBe(19 * day)
  expect(silentAt({ ...rule, kinds: ['activity'] }, { activity: 1 * day, order: 9 * day }, 5 * day)).toBe(11 * day)
  expect(silentAt({ ...rule, kinds: ['invoice'] }, { order: 9 * day }, 5 * day)).toBe(15 * day)
})

it('what history calls a move says by which rule it was, and is a label that an entry may have', () => {
  const of = (...is: string[]) => ({ on: 'dealing' as const, kind: 'activity', of: { field: 'type', is } })
  const labels = [
    first,
    { ...first, when: of('visit') },
    { ...first, when: of('visit', 'call') },
    { ...first, when: of('my-own_choice') },
    { ...first, when: { ...of('visit'), kind: 'a'.repeat(40), atLeast: 1000 } },
    many(3, 'active'),
    silent(180, 'atRisk'),
  ].map(ruleLabel)
  expect(labels).toEqual([
    'rule.first.activity',
    'rule.first.activity.visit',
    'rule.first.activity.visit.call',
    'rule.first.activity',
    `rule.from.${'a'.repeat(40)}.1000`,
    'rule.from.activity.3',
    'rule.silence.180',
  ])
  expect(labels.slice(1).map(eventOfLabel)).toEqual([
    { on: 'dealing', kind: 'activity', is: ['visit'] },
    { on: 'dealing', kind: 'activity', is: ['visit', 'call'] },
    { on: 'dealing', kind: 'activity', is: [] },
    { on: 'dealing', kind: 'a'.repeat(40), atLeast: 1000, is: [] },
    { on: 'dealing', kind: 'activity', atLeast: 3, is: [] },
    { on: 'silence', days: 180 },
  ])
  for (const label of ['edit', 'rule', 'rule.x.y']) expect(eventOfLabel(label)).toBeUndefined()
  for (const label of labels) expect(entry.shape.label.safeParse(label).success).toBe(true)
})
