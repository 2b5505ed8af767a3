import type { RecordSlots } from '../../records/slots.ts'
import { FileOverview } from './FileOverview.tsx'
import { FilesTab } from './FilesTab.tsx'
import { NewFiles } from './NewFiles.tsx'

/** What is special about files on the generic screens. */
export const fileSlots: RecordSlots = {
  create: NewFiles,
  related: FilesTab,
  overview: FileOverview,
  listHint: 'files:listHint',
}
