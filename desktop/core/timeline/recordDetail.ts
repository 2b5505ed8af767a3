import type { AnyKind } from '../../../shared/entity.ts'
import type { RecordKey } from '../../../shared/record.ts'
import type { RecordDetail } from '../api/timeline.ts'
import { shownRecord } from '../functions/records.ts'
import type { Workspace } from '../workspace.ts'

/** Members of a set whose titles are sent along; a record hardly points to more. */
const mostTitles = 100

/** All that a detail shows at first, in one answer; null where there is nothing for the viewer. */
export function recordDetail(work: Workspace, key: RecordKey): RecordDetail | null {
  const record = shownRecord(work, key)
  if (!record) return null
  const kinds = work.kinds()
  const counts = work.related.counts({ kinds, viewer: work.viewer(), of: key })
  const keys = [...(record.parent ? [record.parent] : []), ...referencesOf(kinds.require(key.kind), record.values)]
  const titles = keys.slice(0, mostTitles).flatMap(target => {
    const found = shownRecord(work, target)
    return found ? [{ kind: target.kind, id: target.id, title: found.title }] : []
  })
  return { record, counts, titles }
}

const referencesOf = (kind: AnyKind, values: Readonly<Record<string, unknown>>): RecordKey[] =>
  Object.entries(kind.fields).flatMap(([name, field]) => {
    const { to } = field
    const value = values[name]
    if (!to || value === undefined) return []
    return (Array.isArray(value) ? value : [value]).map(id => ({ kind: to, id: String(id) }))
  })
