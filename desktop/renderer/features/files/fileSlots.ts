import type { RecordSlots } from '../../records/slots.ts'
import { FileOverview } from './FileOverview.tsx'
import { FilesTab } from './FilesTab.tsx'

/** What is special about files on the generic screens. */
export const fileSlots: RecordSlots = { related: FilesTab, overview: FileOverview }
