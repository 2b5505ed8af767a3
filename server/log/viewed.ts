import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../shared/record.ts'
import type { Transaction } from '../db/database.ts'

/** Views that are looked through for the last of each person. */
const mostViews = 2_000
const mostPeople = 20

/**
 * Who looked at a record last (O-091), each person once, newest first, without whoever asks. The caller has made sure that
 * the record is visible: whoever sees it may know who else does.
 */
export function lastViews(
  tx: Transaction,
  { company, viewer, key }: { company: string; viewer: Viewer; key: RecordKey },
): Promise<{ user: string; at: string }[]> {
  return tx<{ user: string; at: string }[]>`
    select user_id as "user", max(at) as at from (
      select user_id, at from access_log
      where company_id = ${company} and kind = ${key.kind} and record_id = ${key.id} and action = 'record.viewed'
        and user_id <> ${viewer.user}
      order by at desc limit ${mostViews}) views
    group by user_id order by max(at) desc limit ${mostPeople}`
}
