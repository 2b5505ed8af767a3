import type { Group } from '../../../core/api/groups.ts'
import type { ShownField } from '../fields/shownFields.ts'

/** Sums over rows, by field: of money one per currency, of other figures one. */
export type Totals = Group['totals']

/** Rows that have the same value in the field that the list is grouped by. */
export interface RowGroup {
  /** Tells it from the others; the same as long as the list is grouped by the same field. */
  key: string
  field: ShownField
  /** As core tells it; see GroupKey. Null: the rows that have no value. */
  value: Group['key']
  /** The title of the record referred to, text as it is written. */
  title: string | undefined
  count: number
  totals: Totals
  isFolded: boolean
}

/**
 * What stands between the rows of a grouped list. A list's places are counted with the headers: place 0 is the first
 * group's header, place 1 its first row, and so on; a folded group has its header alone. `rowAt(place)` of a header is
 * undefined, like that of a row on its way, so ask `headerAt` first.
 */
export interface RowGroups {
  /** The group whose header is at this place; undefined: a row is. */
  headerAt(place: number): RowGroup | undefined
  /** Place of the header above this one (of a header: itself), which stays at the top while its rows are on screen. */
  headerOver(place: number): number
  /** Place of the next group's header, or the number of places behind the last one. */
  nextHeader(place: number): number
  /** Folds or unfolds the group of the header at this place; `all` does the same to every group. */
  toggle(place: number, options?: { all?: boolean }): void
  /** How many records stand before this place, folded ones too: its position in "x–y / n". */
  recordsBefore(place: number): number
  /** Place of the n-th record, from 0; of one in a folded group, its header. */
  placeOf(record: number): number
}
