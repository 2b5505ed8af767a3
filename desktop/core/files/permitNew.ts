import { newRecord } from '../../../shared/apply.ts'
import type { RecordKey } from '../../../shared/record.ts'
import { checkWrite } from '../functions/check.ts'
import type { Workspace } from '../workspace.ts'
import { fileKind } from './files.ts'

/** Before gigabytes are copied: throws what making the record would throw. */
export function permitNew(work: Workspace, { parent, name }: { parent: RecordKey; name: string }): void {
  const { id } = newRecord({ kind: fileKind, id: work.newId() }, new Date(work.now()).toISOString(), work.viewer().user)
  checkWrite(work, { key: { kind: fileKind, id }, before: undefined, values: { name, parent } })
}
