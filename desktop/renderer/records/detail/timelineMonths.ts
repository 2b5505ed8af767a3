import { dateIn } from '../../../../shared/dates.ts'
import type { TimelineItem } from '../../../core/api/timeline.ts'

/** A month's name, or something that happened in it. */
export type TimelineRow = { key: string; month: string } & (
  | { item?: undefined }
  | { item: TimelineItem /** Counted from 1. */; place: number; isLast: boolean }
)

/** Items, newest first, with their months (`2026-11`, by the company's calendar) before them. */
export function byMonth(items: readonly TimelineItem[], zone: string): TimelineRow[] {
  const rows: TimelineRow[] = []
  const months = items.map(item => dateIn(zone, Date.parse(item.at)).slice(0, 7))
  items.forEach((item, at) => {
    const month = months[at] ?? ''
    if (month !== months[at - 1]) rows.push({ key: month, month })
    rows.push({ key: item.key, month, item, place: at + 1, isLast: month !== months[at + 1] })
  })
  return rows
}
