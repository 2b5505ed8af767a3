import { derivedId } from '../../ids.ts'
import { type StageRule, stageRulesKey } from '../../rules/stageRules.ts'
import { creation, type DemoAction } from './action.ts'

/** What a sales team would have its customers moved by. */
const rules: Record<string, StageRule[]> = {
  customer: [
    {
      field: 'stage',
      when: { on: 'dealing', kind: 'activity', of: { field: 'type', is: ['call', 'visit'] } },
      from: ['', 'interested'],
      to: 'lead',
    },
    {
      field: 'stage',
      when: { on: 'dealing', kind: 'activity', atLeast: 3 },
      from: ['', 'interested', 'lead', 'atRisk'],
      to: 'active',
    },
    {
      field: 'stage',
      when: { on: 'silence', days: 180 },
      from: ['lead', 'firstSale', 'active', 'loyal'],
      to: 'atRisk',
    },
  ],
}

/** The rules, written by this person. */
export const demoStageRules = (at: string, user: string): DemoAction[] =>
  Object.entries(rules).map(([kind, given]) => {
    const key = stageRulesKey(kind)
    const id = { kind: 'setting', id: derivedId('setting', key) }
    return { at, user, label: 'create', patch: creation(id, { key, value: { rules: given } }) }
  })
