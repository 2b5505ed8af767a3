import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnyKind } from '../entity.ts'
import { defineKind } from '../entity.ts'
import { field } from '../fields.ts'
import { label } from '../labels.ts'
import { allRights, builtInRoles } from '../permissions/rights.ts'
import { merge } from './merge.ts'
import { inverseOf } from './undo.ts'

const word = label('a', 'a', 'a', 'a')
const choices = { a: { label: word }, b: { label: word }, c: { label: word } }
const kind = defineKind({
  name: 'thing',
  plural: 'things',
  module: 'test',
  label: { one: word, many: word },
  title: v => v.name ?? '',
  together: [['status', 'reason']],
  rights: Object.fromEntries(builtInRoles.map(role => [role, allRights])) as never,
  fields: {
    name: field.text({ label: word }),
    status: field.choice({ label: word, choices }),
    reason: field.text({ label: word }),
    tags: field.tags({ label: word, to: 'tag' }),
    lines: field.lines({ label: word, columns: { text: field.text({ label: word }) } }),
    price: field.money({ label: word }),
  },
}) as unknown as AnyKind

describe('merge', () => {
  it('takes a change of a field that nobody else touched', () => {
    expect(merge(kind, { name: 'A' }, { name: { base: 'A', value: 'B' } })).toEqual({
      changes: { name: 'B' },
      clashes: [],
    })
  })

  it('takes changes of different fields of the same record from two writers', () => {
    const first = merge(kind, { name: 'A', price: { amount: 1, currency: 'TRY' } }, { name: { base: 'A', value: 'B' } })
    const now = { name: 'B', price: { amount: 1, currency: 'TRY' }, ...first.changes }
    const second = merge(kind, now, {
      price: { base: { amount: 1, currency: 'TRY' }, value: { amount: 2, currency: 'TRY' } },
    })
    expect(second).toEqual({ changes: { price: { amount: 2, currency: 'TRY' } }, clashes: [] })
  })

  it('keeps what stands and reports both values when two changed the same field', () => {
    expect(merge(kind, { name: 'B' }, { name: { base: 'A', value: 'C' } })).toEqual({
      changes: {},
      clashes: [{ field: 'name', mine: 'C', theirs: 'B' }],
    })
  })

  it('sees no clash where both wrote the same', () => {
    expect(merge(kind, { name: 'B' }, { name: { base: 'A', value: 'B' } })).toEqual({ changes: {}, clashes: [] })
  })

  it('never splits money: the currency of one and the amount of the other cannot meet', () => {
    const result = merge(
      kind,
      { price: { amount: 5, currency: 'EUR' } },
      { price: { base: { amount: 1, currency: 'TRY' }, value: { amount: 2, currency: 'TRY' } } },
    )
    expect(result.changes).toEqual({})
    expect(result.clashes).toHaveLength(1)
  })

  it('lets a declared pair win or lose together', () => {
    const result = merge(
      kind,
      { status: 'b', reason: 'x' },
      { status: { base: 'a', value: 'c' }, reason: { base: 'x', value: 'y' } },
    )
    expect(result.changes).toEqual({})
    expect(result.clashes.map(clash => clash.field)).toEqual(['status', 'reason'])
  })

  it('adds and removes members of a set without asking who was first', () => {
    const result = merge(kind, { tags: ['1', '2', '3'] }, { tags: { base: ['1', '2'], value: ['2', '4'] } })
    expect(result).toEqual({ changes: { tags: ['2', '3', '4'] }, clashes: [] })
  })

  it('merges lines by id and keeps a line that both changed as it stands', () => {
    const line = (id: string, text: string) => ({ id, text })
    const base = [line('1', 'a'), line('2', 'b')]
    const both = merge(
      kind,
      { lines: [line('1', 'x'), line('2', 'b')] },
      { lines: { base, value: [line('1', 'a'), line('2', 'y'), line('3', 'c')] } },
    )
    expect(both.changes['lines']).toEqual([line('1', 'x'), line('2', 'y'), line('3', 'c')])
    const clash = merge(
      kind,
      { lines: [line('1', 'x'), line('2', 'b')] },
      { lines: { base, value: [line('1', 'y'), line('2', 'b')] } },
    )
    expect(clash.changes).toEqual({})
    expect(clash.clashes).toHaveLength(1)
  })

  it('does nothing when the same change comes twice, whatever the values', () => {
    const value = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined })
    const set = fc.option(fc.uniqueArray(fc.constantFrom('1', '2', '3'), { minLength: 1 }), { nil: undefined })
    fc.assert(
      fc.property(value, value, value, set, set, set, (now, base, wanted, tagsNow, tagsBase, tagsWanted) => {
        const change = { name: { base, value: wanted }, tags: { base: tagsBase, value: tagsWanted } }
        const once = merge(kind, { name: now, tags: tagsNow }, change)
        const after = { name: now, tags: tagsNow, ...once.changes }
        expect(merge(kind, after, change).changes).toEqual({})
      }),
    )
  })
})

describe('inverseOf', () => {
  it('takes an edit back where it still holds and leaves what somebody changed since', () => {
    const [back] = inverseOf([
      { patches: [{ kind: 'thing', id: 'x', set: { name: { base: 'A', value: 'B' }, reason: { value: 'r' } } }] },
    ])
    expect(merge(kind, { name: 'B', reason: 'r' }, back?.set ?? {}).changes).toEqual({ name: 'A', reason: undefined })
    expect(merge(kind, { name: 'C', reason: 'r' }, back?.set ?? {}).changes).toEqual({ reason: undefined })
  })

  it('archives what was created', () => {
    expect(inverseOf([{ patches: [{ kind: 'thing', id: 'x', create: true, set: { name: { value: 'A' } } }] }])).toEqual(
      [{ kind: 'thing', id: 'x', set: { archived: { base: false, value: true } } }],
    )
  })
})
