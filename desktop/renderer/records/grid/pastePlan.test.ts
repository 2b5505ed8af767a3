import { describe, expect, it } from 'vitest'
import { field } from '../../../../shared/fields.ts'
import { builtInKinds } from '../../../../shared/kinds.ts'
import { label } from '../../../../shared/labels.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import type { ShownField } from '../fields/shownFields.ts'
import { parseCell } from './parseCell.ts'
import { planPaste, tiled } from './pastePlan.ts'

const kind = builtInKinds.require('lead')
const shown = (name: string): ShownField => ({
  name,
  field: kind.fields[name] ?? field.text({ label: label(name, name, name, name) }),
  label: name,
  isSystem: kind.fields[name] === undefined,
})
const row = (n: number, values: Record<string, unknown> = {}): ListRow => ({
  id: `01930000-0000-7000-8000-00000000000${n}`,
  title: `Kayıt ${n}`,
  archived: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: '',
  updatedAt: '2026-01-01T00:00:00.000Z',
  values,
  waiting: false,
})
const context = { language: 'tr', zone: 'Europe/Istanbul', today: '2026-11-21', find: () => [] } as const
const paste = (block: string[][], rows: ListRow[], columns: string[], closed: string[] = []) =>
  planPaste(
    block.map(line => line.map(text => ({ text }))),
    {
      kind,
      rows,
      columns: columns.map(shown),
      barrier: ({ name }) => (closed.includes(name) ? 'field' : undefined),
      parse: (of, { text }, held) => parseCell(of.field, text, { ...context, held }),
      textOf: ({ name }, of) => String(of.values[name] ?? ''),
    },
  )

describe('a block over a list', () => {
  it('changes each record by what differs, from what the person saw', () => {
    const plan = paste(
      [
        ['Ayşe', 'Yeni', '21.11.2026'],
        ['Ali', 'Uygun', ''],
      ],
      [row(1, { name: 'Ayşe', status: 'lost' }), row(2, { name: 'Veli', nextContactOn: '2026-01-01' })],
      ['name', 'status', 'nextContactOn'],
    )
    expect(plan.problems).toEqual([])
    expect(plan.cells).toBe(5)
    expect(plan.changes.map(({ set }) => set)).toEqual([
      { status: { base: 'lost', value: 'new' }, nextContactOn: { value: '2026-11-21' } },
      { name: { base: 'Veli', value: 'Ali' }, status: { value: 'qualified' }, nextContactOn: { base: '2026-01-01' } },
    ])
  })

  it('names every cell that cannot be written, and keeps the others', () => {
    const plan = paste(
      [
        ['Ayşe', 'Belki', 'fazla'],
        ['Ali', '', ''],
        ['Can', 'Yeni', ''],
      ],
      [row(1), row(2, { status: 'new' })],
      ['name', 'status'],
    )
    expect(plan.changes.map(({ set }) => set)).toEqual([{ name: { value: 'Ayşe' } }, { name: { value: 'Ali' } }])
    expect(plan.problems.map(({ text, why }) => [text, why])).toEqual([
      ['Belki', { error: { reason: 'unknownChoice' } }],
      ['fazla', 'outside'],
      ['', { error: { reason: 'required' } }],
      ['Can', 'outside'],
      ['Yeni', 'outside'],
    ])
  })

  it('says nothing of a cell that may not be written and comes back as it stands', () => {
    const held = row(1, { name: 'Ayşe', position: 'Müdür' })
    expect(paste([['Ayşe', 'Müdür']], [held], ['name', 'position'], ['position']).problems).toEqual([])
    expect(paste([['Ayşe', 'Şef']], [held], ['name', 'position'], ['position']).problems).toMatchObject([
      { text: 'Şef', why: { barrier: 'field' } },
    ])
  })
})

it('fills a range by one cell, or by a block that it is a multiple of', () => {
  expect(tiled([['a']], 2, 2)).toEqual([
    ['a', 'a'],
    ['a', 'a'],
  ])
  expect(tiled([['a', 'b']], 2, 2)).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ])
  expect(tiled([['a', 'b', 'c']], 2, 2)).toEqual([['a', 'b', 'c']])
})
