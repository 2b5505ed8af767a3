import type { AnyKind } from '../../../../shared/entity.ts'
import { fieldFacts, type Operator } from '../../../../shared/fields.ts'
import type { ShownField, ShownFields } from '../fields/shownFields.ts'

/** System fields that lists filter by; `title` is found by the search within the list. */
const system = ['owner', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy', 'team'] as const

/** Every field a list of this kind can be filtered by: those the kind offers first, then the others. */
export function filterFields(kind: AnyKind, fields: ShownFields): { first: ShownField[]; others: ShownField[] } {
  const first = (kind.filters ?? []).flatMap(name => fields.get(name) ?? [])
  const names = new Set(first.map(({ name }) => name))
  const parts = fields.own
    .filter(({ field }) => field.kind === 'address')
    .flatMap(({ name }) => ['region', 'province', 'district'].flatMap(part => fields.get(`${name}.${part}`) ?? []))
  const others = [...fields.own, ...parts, ...system.flatMap(name => fields.get(name) ?? [])]
    .filter(({ name, field }) => !names.has(name) && fieldFacts[field.kind].operators.length > 0)
    .filter(({ field }) => field.kind !== 'structure')
  return { first, others }
}

/** Operators that a filter on this field can have, the one it starts with first. */
export function operatorsOf({ name, field }: ShownField): readonly Operator[] {
  const own = name.replace(/^parent\.[a-zA-Z]+\./, '')
  if (own.includes('.') && !own.startsWith('custom.')) {
    // Parts of an address.
    return ['in', 'notIn', 'empty', 'notEmpty']
  }
  if (field.kind === 'address') return ['contains', 'empty', 'notEmpty']
  const usual = fieldFacts[field.kind].operators
  const start = startOperator[field.kind]
  // `in` says what `is` says, and more.
  const offered = usual.includes('in') ? usual.filter(op => op !== 'is' && op !== 'isNot') : usual
  return start && offered.includes(start) ? [start, ...offered.filter(op => op !== start)] : offered
}

const startOperator: Partial<Record<ShownField['field']['kind'], Operator>> = {
  date: 'range',
  dateTime: 'range',
  text: 'contains',
  email: 'contains',
  url: 'contains',
  phone: 'startsWith',
  taxNumber: 'startsWith',
  money: 'atLeast',
  number: 'atLeast',
  percent: 'atLeast',
}
