import { expect, it } from 'vitest'
import { kindsWith } from '../../../../shared/kinds.ts'
import { type StageRule, stageRule } from '../../../../shared/rules/stageRules.ts'
import { ruleFrom, ruleGaps, ruleTyped } from './ruleForm.ts'

const kinds = kindsWith([])
const customer = kinds.require('customer')
const typed = (rule?: StageRule) => ruleTyped(kinds, customer, rule)

it('a rule comes back from the form as it was', () => {
  const rules: StageRule[] = [
    {
      field: 'stage',
      when: { on: 'dealing', kind: 'activity', of: { field: 'type', is: ['call', 'visit'] } },
      from: ['', 'interested'],
      to: 'lead',
    },
    { field: 'status', when: { on: 'dealing', kind: 'activity', atLeast: 12 }, to: 'active' },
    { field: 'stage', when: { on: 'silence', days: 180, kinds: ['activity'] }, from: ['active'], to: 'atRisk' },
    { field: 'stage', when: { on: 'silence', days: 1 }, to: 'atRisk' },
  ]
  for (const rule of rules) {
    expect(ruleFrom(typed(rule))).toEqual(rule)
    expect(ruleGaps(typed(rule))).toEqual({})
    expect(stageRule.parse(ruleFrom(typed(rule)))).toEqual(rule)
  }
})

it('a new one asks for what it needs, and only for that', () => {
  expect(ruleGaps(typed())).toEqual({ field: 'field', to: 'to' })
  // A kind with one stage field asks for the stage alone.
  expect(ruleGaps(ruleTyped(kinds, kinds.require('lead'), undefined))).toEqual({ to: 'to' })
  const whole = { ...typed(), field: 'stage', to: 'lead' }
  expect(ruleGaps(whole)).toEqual({})
  expect(ruleGaps({ ...whole, of: 'type' })).toEqual({ is: 'is' })
  expect(ruleGaps({ ...whole, of: 'type', event: 'silence' })).toEqual({})
  expect(ruleGaps({ ...whole, from: 'lead' })).toEqual({ to: 'toFrom' })
  expect(ruleGaps({ ...whole, kind: '' })).toEqual({ kind: 'kind' })
})

it('numbers are whole and within bounds', () => {
  const whole = { ...typed(), field: 'stage', to: 'lead' }
  for (const atLeast of ['', '0', '1.5', '-3', '1001', 'üç']) {
    expect(ruleGaps({ ...whole, event: 'from', atLeast })).toEqual({ atLeast: 'atLeast' })
    expect(ruleGaps({ ...whole, event: 'first', atLeast })).toEqual({})
  }
  expect(ruleGaps({ ...whole, event: 'silence', days: '3651' })).toEqual({ days: 'days' })
  expect(ruleFrom({ ...whole, event: 'silence', days: ' 90 ' }).when).toEqual({ on: 'silence', days: 90 })
})
