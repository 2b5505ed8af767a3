import { refuseBulk } from '../../../shared/permissions/bulkEdit.ts'
import type { Workspace } from '../workspace.ts'

/** Throws permission.denied where this person may not change so many records (that count) at once; the server asks the same. */
export function permitBulk(work: Workspace, records: number): void {
  const refusal = bulkRefusal(work, records)
  if (refusal) throw refusal
}

export const bulkRefusal = (work: Workspace, records: number) => refuseBulk(work.viewer(), work.all('setting'), records)
