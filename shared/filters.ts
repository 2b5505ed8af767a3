import { z } from 'zod'
import type { Operator } from './fields.ts'

/** Named date ranges, computed in the company's zone (dates.ts). */
export const dateRanges = [
  'today',
  'yesterday',
  'last7Days',
  'last30Days',
  'thisWeek',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'thisYear',
] as const
export type DateRange = (typeof dateRanges)[number]

const scalar = z.union([z.string().max(500), z.number(), z.boolean()])
/**
 * One condition on one field; a list joins them with "and". Field names are those of the kind, `custom.<key>`, or
 * `owner`, `team`, `parent`, `createdAt`, `updatedAt`, `createdBy`, `title`, and of an address `<field>.province`,
 * `<field>.district`, `<field>.region`. Value: none for empty/notEmpty; a list for in/notIn; [from, to] (both
 * inclusive) for between; a DateRange for range. Money compares in minor units, percent in hundredths.
 * `me` as a value of owner stands for the viewer.
 */
export const filter = z.strictObject({
  field: z
    .string()
    .max(120)
    .regex(/^[a-zA-Z][\w.]*$/),
  op: z.enum([
    'is',
    'isNot',
    'in',
    'notIn',
    'contains',
    'startsWith',
    'atLeast',
    'atMost',
    'between',
    'range',
    'empty',
    'notEmpty',
  ] satisfies Operator[]),
  value: z.union([scalar, z.array(scalar).max(200)]).optional(),
})
export type Filter = z.infer<typeof filter>

/**
 * Filters joined by "and" (`all`) or "or" (`any`), and groups of them. An empty group holds for every record. Of the
 * record that one hangs on, fields are named `parent.<kind>.<field>`; where that is of another kind, not there or not
 * seen, they have no value. A field that is hidden from the viewer is refused as one that is not there.
 */
export type FilterGroup = { all: Condition[] } | { any: Condition[] }
export type Condition = Filter | FilterGroup
const groupOf = (depth: number): z.ZodType<FilterGroup, FilterGroup> => {
  const part: z.ZodType<Condition, Condition> = depth > 1 ? z.union([filter, groupOf(depth - 1)]) : filter
  const parts = z.array(part).max(20)
  return z.union([z.strictObject({ all: parts }), z.strictObject({ any: parts })])
}
/** At most three groups deep: what a person can still read. */
export const filterGroup = groupOf(3)

export const sort = z.strictObject({ field: z.string().max(80), descending: z.boolean() })
export type Sort = z.infer<typeof sort>

/** Which records of a kind, in which order. Shared by lists, counts, REST, saved views and later segments. */
export const listQuery = z.strictObject({
  kind: z.string(),
  /** Joined by "and"; asking for one group of the list adds one (see groups.ts). */
  filters: z.array(filter).max(40),
  /** Further conditions, joined to `filters` by "and". */
  where: filterGroup.optional(),
  sort: sort,
  archived: z.enum(['without', 'only', 'with']),
  /** Full-text words besides the filters. */
  words: z.string().max(200).optional(),
})
export type ListQuery = z.infer<typeof listQuery>

/** How somebody wants a list: a saved view's `shows`. Absent parts are as the kind's definition says. */
export const listView = z.strictObject({
  layout: z.enum(['table', 'board']),
  /** In this order; width in pixels. Pinned ones stay at the left. */
  columns: z
    .array(
      z.strictObject({
        field: z.string().max(80),
        width: z.int().min(40).max(1200).optional(),
        pinned: z.boolean().optional(),
      }),
    )
    .max(100)
    .optional(),
  filters: filterGroup.optional(),
  sort: sort.optional(),
  groupBy: z.string().max(120).optional(),
  /** The choice field whose values are a board's columns. */
  boardBy: z.string().max(120).optional(),
  archived: listQuery.shape.archived.optional(),
  words: listQuery.shape.words,
})
export type ListView = z.infer<typeof listView>
