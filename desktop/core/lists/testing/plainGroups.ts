import { dateIn } from '../../../../shared/dates.ts'
import type { Money } from '../../../../shared/fields.ts'
import type { GroupKey } from '../../../../shared/groups.ts'
import type { Viewer } from '../../../../shared/permissions/viewer.ts'
import type { RecordState } from '../../../../shared/record.ts'
import { trFold } from '../../../../shared/text.ts'
import { isEmpty } from '../../../../shared/value.ts'
import { fieldOf, type Plainly } from './plainly.ts'

/** Records by the keys of their groups, written plainly: what lists are compared with. */
export function groupPlainly(
  plainly: Plainly,
  records: readonly RecordState[],
  by: string,
  viewer: Viewer,
): Map<GroupKey, RecordState[]> {
  const groups = new Map<GroupKey, RecordState[]>()
  for (const record of records)
    for (const key of keysOf(plainly, record, by, viewer)) groups.set(key, [...(groups.get(key) ?? []), record])
  return groups
}

function keysOf(plainly: Plainly, record: RecordState, by: string, viewer: Viewer): GroupKey[] {
  const { type, value } = fieldOf(plainly, record, by, viewer)
  if (type === 'boolean') return [String(value === true)]
  if (type === 'address') return keysOf(plainly, record, `${by}.province`, viewer)
  if (isEmpty(value)) return [null]
  if (Array.isArray(value)) return value.map(String)
  if (type === 'date') return [String(value).slice(0, 7)]
  if (type === 'dateTime') return [dateIn(plainly.zone, String(value)).slice(0, 7)]
  if (['text', 'email', 'phone', 'url', 'taxNumber'].includes(type)) return [trFold(String(value))]
  return [String(value)]
}

/** The sums of a field, by currency; of numbers, which have one digit after the point here, ten times that under ''. */
export function totalPlainly(records: readonly RecordState[], field: string): Record<string, [sum: bigint, n: number]> {
  const sums: Record<string, [bigint, number]> = {}
  for (const { values } of records) {
    const value = values[field] as Money | number | undefined
    if (value === undefined) continue
    const { amount, currency } = typeof value === 'number' ? { amount: Math.round(value * 10), currency: '' } : value
    const [sum, n] = sums[currency] ?? [0n, 0]
    sums[currency] = [sum + BigInt(amount), n + 1]
  }
  return sums
}
