import { describe, expect, it } from 'vitest'
import { kindsWith } from '../../../../shared/kinds.ts'
import { kindLayout, layoutKey } from '../../../../shared/layout.ts'
import { isShown } from '../../../../shared/validate.ts'
import { layoutFrom, moved, movedSection, placed, planOf, withField, withoutSection, withSection } from './plan.ts'

const usual = kindsWith([]).require('customer')
const plan = planOf(usual, undefined)
const namesIn = (of: typeof plan, section: string) =>
  of.find(({ name }) => name === section)?.fields.map(({ name }) => name) ?? []
const applied = (of: typeof plan) => {
  const layout = kindLayout.parse(layoutFrom(of))
  const kind = kindsWith([{ key: layoutKey('customer'), value: layout }]).require('customer')
  return { layout, kind }
}

describe('the plan of a kind', () => {
  it('becomes a layout that leaves the kind as it was', () => {
    const { kind } = applied(plan)
    expect(Object.keys(kind.fields)).toEqual(plan.flatMap(({ fields }) => fields.map(({ name }) => name)))
    const rules = (of: typeof kind) => of.requiredWhen?.map(({ field, is, fields }) => [field, [is].flat(), fields])
    expect(rules(kind)).toEqual(rules(usual))
    const conditions = (of: typeof kind) => of.shownWhen?.map(rule => ({ ...rule, is: [rule.is].flat() }))
    expect(conditions(kind)).toEqual(conditions(usual))
  })

  it('shows a field everywhere that the definition shows by a choice, and leaves the conditions of the others', () => {
    const { kind } = applied(withField(plan, 'taxOffice', field => ({ ...field, shown: 'always' })))
    expect(isShown(kind, 'taxOffice', { type: 'individual' })).toBe(true)
    expect(isShown(kind, 'companyName', { type: 'individual' })).toBe(false)
    expect(isShown(kind, 'companyName', { type: 'company' })).toBe(true)
  })

  it('comes back from its layout the same, with everything that was changed', () => {
    const when = { field: 'type', is: ['company'] }
    const changed = withSection(
      withField(
        withField(plan, 'phone', field => ({ ...field, required: 'always', shown: when })),
        'stage',
        field => ({ ...field, choices: [{ key: 'loyal', words: { tr: 'Altın' } }] }),
      ),
      { tr: 'Servis' },
    )
    const { kind, layout } = applied(placed(changed, 'sector', 'section5', 0))
    const back = planOf(kind, layout)
    expect(layoutFrom(back)).toEqual(layout)
    expect(back.at(-1)).toMatchObject({ name: 'section5', words: { tr: 'Servis' }, fields: [{ name: 'sector' }] })
    expect(kind.requiredWhen).toContainEqual({ fields: ['phone'], soft: true })
  })
})

describe('a field', () => {
  it('moves by steps, also into the next section', () => {
    const [first, second] = namesIn(plan, 'main')
    expect(namesIn(moved(plan, String(second), -1), 'main').slice(0, 2)).toEqual([second, first])
    const last = String(namesIn(plan, 'main').at(-1))
    const over = moved(plan, last, 1)
    expect(namesIn(over, 'main')).not.toContain(last)
    expect(namesIn(over, String(plan[1]?.name))[0]).toBe(last)
    expect(moved(plan, String(first), -1)).toEqual(plan)
  })
})

describe('a section', () => {
  it('leaves its fields to its neighbour when it goes, and the last one stays', () => {
    const name = String(plan[1]?.name)
    const without = withoutSection(plan, name)
    expect(without.map(section => section.name)).not.toContain(name)
    expect(without.flatMap(({ fields }) => fields)).toHaveLength(plan.flatMap(({ fields }) => fields).length)
    const alone = plan.slice(0, 1)
    expect(withoutSection(alone, String(plan[0]?.name))).toEqual(alone)
  })

  it('moves among the others', () => {
    const names = plan.map(({ name }) => name)
    expect(movedSection(plan, String(names[0]), 1).map(({ name }) => name)).toEqual([
      names[1],
      names[0],
      ...names.slice(2),
    ])
    expect(movedSection(plan, String(names[0]), -1)).toEqual(plan)
  })
})
