import { describe, expect, it } from 'vitest'
import type { TimelineItem } from '../../../core/api/timeline.ts'
import { byMonth } from './timelineMonths.ts'

const at = (instant: string): TimelineItem => ({
  ...{ key: instant, at: instant, by: '', waiting: false, sort: 'state', kind: 'lead', id: '', title: '' },
})

describe('a timeline by month', () => {
  it('names each month once, by the company’s calendar', () => {
    // Half past ten in the evening of London's October is November in Istanbul.
    const items = ['2026-11-20T08:00:00.000Z', '2026-10-31T22:30:00.000Z', '2026-10-31T08:00:00.000Z'].map(at)
    expect(byMonth(items, 'Europe/Istanbul').map(({ month, isLast }) => [month, isLast])).toEqual([
      ['2026-11', false],
      [undefined, true],
      ['2026-10', true],
    ])
    expect(byMonth(items, 'Europe/London').map(({ month }) => month)).toEqual(['2026-11', '2026-10', undefined])
  })
})
