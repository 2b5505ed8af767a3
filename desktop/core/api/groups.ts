import { z } from 'zod'
import { listQuery } from '../../../shared/filters.ts'
import { kindName, recordKey, uuid } from '../../../shared/record.ts'
import { call } from './define.ts'

/** The sum of a money field in one currency, or of a number field. */
export const total = z.object({
  /** ISO 4217, for money; '' where the records name none. */
  currency: z.string().optional(),
  /** Money in minor units. Null: beyond what a number can hold exactly, so nothing is said. */
  sum: z.number().nullable(),
  /** How many records have a value. */
  count: z.int(),
})
export type Total = z.infer<typeof total>

/** By field; currencies that appear, those of daily use first. A field that no record has a value in has an empty list. */
const totals = z.record(z.string(), z.array(total))

export const group = z.object({
  /** See GroupKey of shared/groups.ts, which also says how to ask for a group's records (`inGroup`). */
  key: z.string().nullable(),
  /** What core knows and a window would have to look up: the title of a record referred to, text as it is written. */
  title: z.string().optional(),
  /** The record referred to, where it is here. */
  record: z.object({ kind: kindName, id: uuid }).optional(),
  count: z.int(),
  totals,
})
export type Group = z.infer<typeof group>

/** The most groups that are told apart, those with the most records. */
export const mostGroups = 2_000
/** The most records that one change takes; see records.change. */
export const mostKeys = 20_000

export const groupFunctions = {
  /**
   * The groups of a list by a field (`parent.<kind>.<field>` too) in the field's own order: choices as they are defined,
   * text and titles in Turkish order, months; without a value last. `totals` names money and number fields of the kind.
   * `records.list` of `inGroup(kinds, query, by, key)` gives a group's records. A group that has none is not there.
   */
  'records.groups': call(
    z.object({
      query: listQuery,
      /** Absent: the totals of the whole list alone. */
      by: z.string().max(120).optional(),
      totals: z.array(z.string().max(80)).max(20).optional(),
      /** Absent: as the query sorts, where it sorts by the same field; else instants newest first, all else ascending. */
      descending: z.boolean().optional(),
    }),
    z.object({
      groups: z.array(group),
      /** How many groups are left out, because there are more than `mostGroups`. */
      left: z.int(),
      /** Of all records that the query finds; where a set is grouped by its members, groups count some more than once. */
      count: z.int(),
      totals,
    }),
  ),
  /** The records that a query finds, in its order, at most `mostKeys`; `count`: how many it finds in all. */
  'records.keys': call(z.object({ query: listQuery }), z.object({ keys: z.array(recordKey), count: z.int() })),
} as const
