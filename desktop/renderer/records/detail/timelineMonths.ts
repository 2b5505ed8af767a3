import { dateIn } from '../../../../shared/dates.ts'
import type { TimelineItem } from '../../../core/api/timeline.ts'

/** Something that happened, and where it stands in its month. */
export interface TimelineRow {
  item: TimelineItem
  /** `2026-11`, of the first one of its month; nothing for the others. */
  month: string | undefined
  isLast: boolean
}

/** Items, newest first, by the months of the company's calendar. */
export function byMonth(items: readonly TimelineItem[], zone: string): TimelineRow[] {
  const months = items.map(item => dateIn(zone, item.at).slice(0, 7))
  return items.map((item, at) => ({
    item,
    month: months[at] === months[at - 1] ? undefined : months[at],
    isLast: months[at] !== months[at + 1],
  }))
}
