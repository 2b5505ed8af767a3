import { AppError } from '../../../shared/errors.ts'
import { projectFor } from '../../../shared/permissions/project.ts'
import { canSee } from '../../../shared/permissions/viewer.ts'
import { formatPhone } from '../../../shared/phone.ts'
import { type RecordKey, type RecordState, visibilityKey } from '../../../shared/record.ts'
import type { ArgsOf, Hit, ShownRecord } from '../api/functions.ts'
import type { Workspace } from '../workspace.ts'

/** A record as windows show it, as far as its viewer may see it; null where there is nothing for them. */
export function shownRecord(work: Workspace, key: RecordKey): ShownRecord | null {
  const found = work.shownWithState(key)
  const viewer = work.viewer()
  if (!found || !canSee(viewer, key.kind, visibilityKey(found.state))) return null
  const state = projectFor(viewer, found.state)
  return { ...state, ...facts(work, state), waiting: found.waiting }
}

const facts = (work: Workspace, state: RecordState) => ({
  title: work.kinds().require(state.kind).title(state.values),
  clashes: work.clashes
    .open()
    .filter(({ values }) => values['record'] === state.id)
    .map(({ id }) => id),
})

export const allShown = (work: Workspace, kind: string): ShownRecord[] =>
  work.all(kind).flatMap(state => shownRecord(work, state) ?? [])

const recentKept = 50

/** Remembers the opened record here and tells the access chain and the others who look at it. */
export function openedRecord(work: Workspace, key: RecordKey): void {
  if (!shownRecord(work, key)) throw new AppError('record.notFound')
  work.device.put('recent', `${key.kind}:${key.id}`, key)
  work.device.trim('recent', recentKept)
  work.sync.opened(key)
  work.sync.presence.setOwn(key)
}

/** The records last opened on this device that are still there, newest first. */
export function recentRecords(work: Workspace, { limit }: ArgsOf<'records.recent'>): Hit[] {
  return work.device
    .newest('recent', recentKept)
    .flatMap(({ value }) => {
      const record = shownRecord(work, value as RecordKey)
      return record ? [hitOf(record)] : []
    })
    .slice(0, limit)
}

const hitOf = ({ kind, id, title, archived, values }: ShownRecord): Hit => {
  const phone = values['phone']
  const subtitle = typeof phone === 'string' ? formatPhone(phone) : String(values['email'] ?? '')
  return { kind, id, title, subtitle, archived, marks: [] }
}
