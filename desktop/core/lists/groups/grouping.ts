import type { ListedKind } from '../../../../shared/listFields.ts'
import { regionOf, regions } from '../../../../shared/places.ts'
import { trSortKey } from '../../../../shared/text.ts'
import type { Group } from '../../api/groups.ts'
import type { RowNumbers } from '../../projection/rowNumbers.ts'
import { type Access, foldedSource, sourceOf } from '../access.ts'
import type { Above } from '../joins.ts'
import type { BytesColumn, CodeColumn, NumberColumn } from '../memory/columns.ts'
import type { Table } from '../memory/table.ts'
import type { FilterContext } from '../operators.ts'
import { placeKey, provinceKey } from '../sorts.ts'
import type { Titles } from '../titles.ts'
import { monthKey, monthsIn } from './months.ts'
import { codesOfTexts } from './texts.ts'

/** What a group is of, as columns hold it: a choice's key, a row number, a month, the code of a text. */
export type Member = string | number

/** How the records of a table fall into groups. */
export interface Grouping {
  kind: ListedKind
  /** Of each slot's value, -1 where it has none. */
  codes: Int32Array
  /** How many codes there are. */
  size: number
  /** The groups in which records with this value stand; none for -1, and for values that say nothing of the field. */
  members(code: number): readonly Member[]
  /** `slot`: of a record in the group. `place` orders groups; those without one stand last. */
  show(member: Member, slot: number): Pick<Group, 'title' | 'record'> & { key: string; place?: string | number }
}

export interface GroupingContext {
  table: Table
  column: FilterContext['column']
  rows: RowNumbers
  titles: Titles
  zone: string
}

/** Undefined for fields of kinds that lists cannot be grouped by; the same that shared/groups.ts names. */
export function groupingOf(context: GroupingContext, access: Access): Grouping | undefined {
  const made = groupings[access.kind]?.(context, access)
  return made && { ...made, kind: access.kind }
}

/** By a field of the records above: a record without one stands where a record would that has no value. */
export function groupingOfAbove(context: GroupingContext, access: Access, above: Above): Grouping | undefined {
  const of = groupingOf(context, access)
  if (!of) return undefined
  const { seen, slots } = above
  const codes = new Int32Array(slots.length)
  for (let slot = 0; slot < codes.length; slot++) {
    const at = slots[slot] as number
    codes[slot] = at >= 0 && seen[at] === 1 ? (of.codes[at] as number) : -1
  }
  return { ...of, codes, show: (member, slot) => of.show(member, slots[slot] as number) }
}

type Made = Omit<Grouping, 'kind'>
type Make = (context: GroupingContext, access: Access) => Made
type Show = (member: Member, slot: number) => ReturnType<Grouping['show']>

const codesOf = ({ column }: GroupingContext, name: string) => column(sourceOf(name, 'code')) as CodeColumn
const numbersOf = ({ column }: GroupingContext, { column: name }: Access) =>
  (column(sourceOf(name, 'number')) as NumberColumn).values

/** By the different values of a column. */
const byCode = ({ codes, values }: CodeColumn, membersOf: (value: Member) => readonly Member[], show: Show): Made => ({
  ...{ codes, size: values.length, show },
  members: code => (code < 0 ? [] : membersOf(values[code] ?? '')),
})
const itself = (value: Member): readonly Member[] => [value]
const ofSet = (value: Member) => JSON.parse(String(value)) as Member[]

/** By numbers made of each value; NaN: none. */
function byNumber(values: Float64Array, of: (value: number) => number, show: Show): Made {
  const codes = new Int32Array(values.length)
  const codeOf = new Map<number, number>()
  const numbers: number[] = []
  let [lastNumber, lastCode] = [Number.NaN, -1]
  for (let slot = 0; slot < values.length; slot++) {
    const value = values[slot] as number
    const number = Number.isNaN(value) ? value : of(value)
    if (number !== lastNumber) {
      lastNumber = number
      lastCode = Number.isNaN(number) ? -1 : (codeOf.get(number) ?? -1)
      if (lastCode < 0 && !Number.isNaN(number)) {
        lastCode = numbers.push(number) - 1
        codeOf.set(number, lastCode)
      }
    }
    codes[slot] = lastCode
  }
  return { codes, size: numbers.length, members: code => (code < 0 ? [] : [numbers[code] as number]), show }
}

const showChoice =
  ({ choices }: Access): Show =>
  member => {
    const place = Object.keys(choices ?? {}).indexOf(String(member))
    return { key: String(member), ...(place < 0 ? {} : { place }) }
  }
const showReference =
  ({ rows, titles }: GroupingContext): Show =>
  member => {
    const row = Number(member)
    const found = titles.ofRow(row)
    const key = found?.id ?? rows.idOf(row) ?? String(row)
    if (!found) return { key }
    return { key, title: found.title, record: { kind: found.kind, id: found.id }, place: titles.keyOfRow(row) }
  }
const showNumber: Show = member => ({ key: String(member), place: Number(member) })
const showMonth: Show = member => ({ key: monthKey(Number(member)), place: Number(member) })
const showPlace =
  (placeOf: (value: string) => string): Show =>
  member => ({ key: String(member), place: placeOf(String(member)) })

const byText: Make = ({ column, table }, { column: name }) => {
  const folded = column(foldedSource(name)) as BytesColumn
  const { codes, size } = codesOfTexts(folded, table.size)
  const keyOf = (slot: number): string => {
    const from = folded.bytes.byteOffset + (folded.starts[slot] as number)
    return Buffer.from(folded.bytes.buffer, from, folded.lengths[slot] as number).toString()
  }
  return {
    ...{ codes, size },
    members: code => (code < 0 ? [] : [code]),
    show(_, slot) {
      const title = table.textAt(sourceOf(name, 'bytes'), slot)
      return { key: keyOf(slot), title, place: trSortKey(title) }
    },
  }
}
const byFigure: Make = (context, access) => byNumber(numbersOf(context, access), value => value, showNumber)
const byProvince: Make = (context, { column }) =>
  byCode(codesOf(context, `${column}.province`), itself, showPlace(provinceKey))
const byReferences: Make = (context, { column }) => byCode(codesOf(context, column), ofSet, showReference(context))

const groupings: Record<ListedKind, Make | undefined> = {
  text: byText,
  email: byText,
  phone: byText,
  url: byText,
  taxNumber: byText,
  number: byFigure,
  percent: byFigure,
  date: (context, access) => byNumber(numbersOf(context, access), day => Math.floor(day / 100), showMonth),
  dateTime: (context, access) => byNumber(numbersOf(context, access), monthsIn(context.zone), showMonth),
  choice: (context, access) => byCode(codesOf(context, access.column), itself, showChoice(access)),
  // What was never ticked is not ticked, also of a record that is not there.
  boolean: (context, access) => ({
    size: 2,
    codes: Int32Array.from(numbersOf(context, access), value => (value === 1 ? 1 : 0)),
    members: code => [code === 1 ? 1 : 0],
    show: member => ({ key: String(member === 1), place: Number(member) }),
  }),
  reference: (context, { column }) => byCode(codesOf(context, column), itself, showReference(context)),
  multiChoice: (context, access) => byCode(codesOf(context, access.column), ofSet, showChoice(access)),
  references: byReferences,
  tags: byReferences,
  files: byReferences,
  address: byProvince,
  province: byProvince,
  district: (context, { column }) => byCode(codesOf(context, `${column}.district`), itself, showPlace(placeKey)),
  region: (context, { column }) =>
    byCode(
      codesOf(context, `${column}.province`),
      code => {
        const region = regionOf(String(code))
        return region === undefined ? [] : [region]
      },
      showPlace(region => placeKey(regions[region as keyof typeof regions].tr)),
    ),
  money: undefined,
  longText: undefined,
  richText: undefined,
  lines: undefined,
  structure: undefined,
}
