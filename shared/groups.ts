import { addDays, addMonths } from './dates.ts'
import { AppError } from './errors.ts'
import type { Filter, ListQuery } from './filters.ts'
import type { Kinds } from './kinds.ts'
import { type ListedKind, queryField } from './listFields.ts'

/**
 * The records of a list that have the same value in a field are a group. Its key is that value as text: of a choice or
 * a member of a set its own key, of a reference the id, of a day or an instant its month (`2026-11`, in the company's
 * zone), of a yes or no `true` or `false`, of a province its code, of text the folded text, of a number its digits;
 * null for those without a value. A record with several members in a set stands in several groups.
 */
export type GroupKey = string | null

/** Whether a list can be grouped by fields of this kind. */
export const isGroupable = (kind: ListedKind): boolean => filterOf[kind] !== undefined

/** The filter that selects exactly the group. Throws `input.invalid` where lists cannot be grouped by the field. */
export function groupFilter(kinds: Kinds, kindName: string, by: string, key: GroupKey): Filter {
  const found = queryField(kinds, kinds.require(kindName), by)
  const make = found && filterOf[found.kind]
  if (!make) throw new AppError('input.invalid', { fields: { [by]: { reason: found ? 'badValue' : 'unknownField' } } })
  const field = groupedField(by, found.kind)
  return key === null ? { field, op: 'empty' } : { field, ...make(key) }
}

/** The list of the records that stand in one group of a list. */
export const inGroup = (kinds: Kinds, query: ListQuery, by: string, key: GroupKey): ListQuery => ({
  ...query,
  filters: [...query.filters, groupFilter(kinds, query.kind, by, key)],
})

/** An address is grouped by its province. */
export const groupedField = (by: string, kind: ListedKind): string => (kind === 'address' ? `${by}.province` : by)

type Selects = (key: string) => Pick<Filter, 'op' | 'value'>
const is: Selects = key => ({ op: 'is', value: key })
const isNumber: Selects = key => ({ op: 'is', value: Number(key) })
const hasMember: Selects = key => ({ op: 'in', value: [key] })
const inMonth: Selects = key => ({
  op: 'between',
  value: [`${key}-01`, addDays(addMonths(`${key}-01`, 1), -1)],
})

const filterOf: Record<ListedKind, Selects | undefined> = {
  text: is,
  email: is,
  phone: is,
  url: is,
  taxNumber: is,
  number: isNumber,
  percent: isNumber,
  date: inMonth,
  dateTime: inMonth,
  choice: is,
  reference: is,
  boolean: key => ({ op: 'is', value: key === 'true' }),
  multiChoice: hasMember,
  references: hasMember,
  tags: hasMember,
  files: hasMember,
  address: is,
  province: is,
  district: is,
  region: is,
  // Two currencies of the same amount are not the same value.
  money: undefined,
  longText: undefined,
  richText: undefined,
  lines: undefined,
  structure: undefined,
}
