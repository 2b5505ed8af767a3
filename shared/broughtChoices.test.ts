import { describe, expect, it } from 'vitest'
import { bringerOf, broughtErrors } from './broughtChoices.ts'
import { commands } from './commands/index.ts'
import { allKinds } from './entities/index.ts'
import { defineKind } from './entity.ts'
import { field } from './fields.ts'
import { kindsWith } from './kinds.ts'
import { label } from './labels.ts'
import { layoutKey } from './layout.ts'

const lead = kindsWith([]).require('lead')
const words = label('a', 'a', 'a', 'a')
const customer = '0190a0a0-0000-7000-8000-000000000002'
const [open, became, done] = [
  { status: 'new' },
  { status: 'converted' },
  { status: 'converted', convertedTo: customer },
]

describe('a choice that a command brings', () => {
  it('comes with what the command made, and by nothing else', () => {
    expect(broughtErrors(lead, open, done)).toBeUndefined()
    expect(broughtErrors(lead, open, became)).toEqual({ status: { reason: 'broughtBy.convertLead' } })
    expect(broughtErrors(lead, undefined, became)).toEqual({ status: { reason: 'broughtBy.convertLead' } })
    expect(broughtErrors(lead, open, { status: 'qualified' })).toBeUndefined()
  })

  it('goes only with what the command made', () => {
    expect(broughtErrors(lead, done, open)).toBeUndefined()
    expect(broughtErrors(lead, done, { ...done, status: 'lost' })).toEqual({
      status: { reason: 'takenBack.convertLead' },
    })
  })

  it('that stands without it from earlier times holds up no other change, and may be put right', () => {
    expect(broughtErrors(lead, became, { ...became, name: 'Ayşe' })).toBeUndefined()
    expect(broughtErrors(lead, became, open)).toBeUndefined()
    expect(broughtErrors(lead, became, done)).toBeUndefined()
  })

  it('stays one, whatever a company calls it', () => {
    const choices = { status: [{ key: 'converted', words: { tr: 'Kazanıldı' } }] }
    const own = kindsWith([{ key: layoutKey('lead'), value: { choices } }]).require('lead')
    expect(own.fields['status']?.choices?.['converted']?.label.tr).toBe('Kazanıldı')
    expect(bringerOf(own.fields['status'], 'converted')).toBe('convertLead')
    expect(broughtErrors(own, open, became)).toBeDefined()
  })

  it('names a command that writes the field', () => {
    for (const kind of allKinds)
      for (const one of Object.values(kind.fields).flatMap(({ choices = {} }) => Object.values(choices)))
        if (one.broughtBy) expect(commands[one.broughtBy.command]?.writes?.[kind.name]).toContain(one.broughtBy.with)
    expect(() =>
      defineKind({
        name: 'thing',
        plural: 'things',
        module: 'crm',
        label: { one: words, many: words, gender: { de: 'm', fr: 'm' } },
        title: () => '',
        rights: { ...lead.rights },
        fields: {
          state: field.choice({
            label: words,
            choices: { won: { label: words, broughtBy: { command: 'win', with: 'note' } } },
          }),
          note: field.text({ label: words }),
        },
      }),
    ).toThrow('brought with nothing')
  })
})
