import { AppError } from '../../../shared/errors.ts'
import { rightsOfRole } from '../../../shared/permissions/rightsOfRole.ts'
import { canSee, type Viewer } from '../../../shared/permissions/viewer.ts'
import { type RecordKey, visibilityKey } from '../../../shared/record.ts'
import type { ResultOf } from '../api/functions.ts'
import { shownRecord } from '../functions/records.ts'
import type { Workspace } from '../workspace.ts'

/** Who besides the viewer may see this record today, by their roles and teams as this desktop knows them. */
export function colleaguesOf(work: Workspace, key: RecordKey): ResultOf<'records.colleagues'> {
  const record = shownRecord(work, key)
  if (!record) throw new AppError('record.notFound')
  const rights = new Map(
    work
      .all('role')
      .filter(({ archived }) => !archived)
      .flatMap(({ id, values }) => {
        const granted = rightsOfRole(values)
        return granted ? [[id, granted] as const] : []
      }),
  )
  return work.all('user').flatMap(({ id, archived, values }) => {
    const role = String(values['role'] ?? '')
    const given = rights.get(role)
    if (archived || values['isActive'] !== true || !given || id === work.viewer().user) return []
    const team = values['memberOf']
    const viewer: Viewer = { user: id, team: typeof team === 'string' ? team : null, role, rights: given }
    return canSee(viewer, key.kind, visibilityKey(record)) ? [{ id, name: String(values['name'] ?? '') }] : []
  })
}
