import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import type { RecordKey } from '../../../shared/record.ts'
import { timelineKinds } from '../../../shared/timeline.ts'
import type { ArgsOf, ResultOf } from '../api/functions.ts'
import type { TimelineItem } from '../api/timeline.ts'
import { shownRecord } from '../functions/records.ts'
import type { Workspace } from '../workspace.ts'
import { askedLog, keptLog, type LogPage } from './keptLog.ts'
import { logItem, openItems } from './logItems.ts'
import type { Moment } from './related.ts'

/**
 * Everything that happened with a record, newest first: moments of what hangs on it, which are all on this machine, and
 * the log's rows, merged by time. Throws record.notFound.
 */
export async function timeline(work: Workspace, args: ArgsOf<'timeline.list'>): Promise<ResultOf<'timeline.list'>> {
  const { kind, id, limit, here = false } = args
  const of = { kind, id }
  if (!shownRecord(work, of)) throw new AppError('record.notFound')
  const wants = wanted(work, args)
  const from = args.after === undefined ? undefined : readCursor(args.after)
  const local = moments(work, of, wants, limit, from)
  const log = logReader(work, of, { wants, here, from })
  const items: TimelineItem[] = []
  while (items.length < limit) {
    const next = await log.peek()
    const moment = local.peek()
    // The log was searched far enough for one page; what is older stays for the next, so that nothing is out of order.
    if (!next && !log.isOver()) break
    if (!next && !moment) break
    if (moment && (!next || moment.at >= Date.parse(next.at))) items.push(...local.take())
    else items.push(log.take())
  }
  const isOver = local.peek() === undefined && (await log.peek()) === undefined && log.isOver()
  const until = log.until()
  return {
    items,
    ...(isOver ? {} : { next: writeCursor({ ...local.cursor(), ...log.cursor() }) }),
    isKept: log.isKept(),
    ...(until === undefined ? {} : { until }),
  }
}

/** Where a page ended in each of the two streams. */
const cursor = z.tuple([z.number().nullable(), z.int().min(0), z.int().nullable(), z.boolean()])
interface Cursor {
  /** Time of the last moment, and how many moments of that very time have been told. */
  at: number | null
  told: number
  /** Rows below this number are left, unless the log is over. */
  before: number | null
  isLogOver: boolean
}
const writeCursor = ({ at, told, before, isLogOver }: Cursor): string => JSON.stringify([at, told, before, isLogOver])
function readCursor(text: string): Cursor {
  const parsed = cursor.safeParse(jsonOf(text))
  if (!parsed.success) throw new AppError('input.invalid', { fields: { after: { reason: 'badValue' } } })
  const [at, told, before, isLogOver] = parsed.data
  return { at, told, before, isLogOver }
}
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // Said by the parser after it.
    return undefined
  }
}

function wanted(
  work: Workspace,
  { kind, sorts }: Pick<ArgsOf<'timeline.list'>, 'kind' | 'sorts'>,
): ReadonlySet<string> {
  if (sorts) return new Set(sorts)
  const near = timelineKinds(work.kinds(), kind)
  const far = near.flatMap(child => timelineKinds(work.kinds(), child.name))
  return new Set(['state', 'edit', ...[...near, ...far].map(child => child.name)])
}

function moments(work: Workspace, of: RecordKey, sorts: ReadonlySet<string>, limit: number, from: Cursor | undefined) {
  const told = from?.told ?? 0
  const found = work.related.moments({
    kinds: work.kinds(),
    viewer: work.viewer(),
    of,
    sorts,
    limit: limit + told + 1,
    ...(from?.at == null ? {} : { until: from.at }),
  })
  const rest = found.slice(told)
  let last: { at: number | null; told: number } = { at: from?.at ?? null, told }
  return {
    peek: () => rest[0],
    /** Nothing, where the record is out of this viewer's sight all the same. */
    take(): TimelineItem[] {
      const moment = rest.shift()
      if (!moment) return []
      last = { at: moment.at, told: moment.at === last.at ? last.told + 1 : 1 }
      return momentItem(work, of, moment)
    },
    cursor: () => last,
  }
}

function momentItem(work: Workspace, of: RecordKey, { kind, id, moment, at }: Moment): TimelineItem[] {
  const record = shownRecord(work, { kind, id })
  if (!record) return []
  const { parent } = record
  const under = parent && parent.id !== of.id ? shownRecord(work, parent) : null
  return [
    {
      key: `${moment} ${id}`,
      at: new Date(at).toISOString(),
      by: moment === 'createdAt' ? record.createdBy : record.updatedBy,
      waiting: record.waiting,
      sort: kind,
      kind,
      id,
      title: record.title,
      moment,
      record,
      ...(under ? { under: { kind: under.kind, id: under.id, title: under.title } } : {}),
    },
  ]
}

/** Pages of the log that one page of a timeline looks through at most: where hardly a row is wanted, it comes in parts. */
const mostPages = 5

function logReader(
  work: Workspace,
  of: RecordKey,
  { wants, here, from }: { wants: ReadonlySet<string>; here: boolean; from: Cursor | undefined },
) {
  const wantsAny = wants.has('state') || wants.has('edit')
  const waiting: { item: TimelineItem; number?: number }[] = from
    ? []
    : openItems(work, of)
        .filter(({ sort }) => wants.has(sort))
        .map(item => ({ item }))
  let before = from?.before ?? undefined
  /** What follows the rows that wait. */
  let unread = before
  let isRead = from?.isLogOver === true || !wantsAny
  let pages = 0
  let until: string | undefined
  let isKept = false
  const read = async (): Promise<void> => {
    const page: LogPage = here ? keptLog(work, of, unread) : await askedLog(work, of, unread)
    pages++
    until ??= page.until
    isKept ||= page.isKept === true
    for (const row of page.rows) {
      const item = logItem(work, of, row)
      if (item && wants.has(item.sort)) waiting.push({ item, number: row.number })
    }
    unread = page.before
    isRead = page.before === undefined
  }
  return {
    async peek(): Promise<TimelineItem | undefined> {
      while (waiting.length === 0 && !isRead && pages < mostPages) await read()
      return waiting[0]?.item
    },
    take(): TimelineItem {
      const first = waiting.shift()
      if (!first) throw new Error('nothing to take')
      before = first.number ?? before
      return first.item
    },
    isOver: () => waiting.length === 0 && isRead,
    until: () => until,
    isKept: () => isKept,
    cursor: () => ({
      before: waiting.length > 0 ? (before ?? null) : (unread ?? null),
      isLogOver: waiting.length === 0 && isRead,
    }),
  }
}
