import type { RecordSlots, TabGroup } from '../records/slots.ts'
import { CommentsTab } from './comments/CommentsTab.tsx'
import { customerSlots } from './crm/customerSlots.ts'
import { leadSlots } from './crm/leadSlots.ts'
import { fileSlots } from './files/fileSlots.ts'
import { taskSlots } from './teamwork/taskSlots.ts'

/** What is special about single kinds on the generic screens, by kind. */
const slots: Record<string, RecordSlots> = {
  lead: leadSlots,
  file: fileSlots,
  customer: customerSlots,
  comment: { related: CommentsTab },
  task: taskSlots,
}

/** Kinds that read better on one tab (O-041). */
export const tabGroups: readonly TabGroup[] = [{ name: 'notes', kinds: ['note', 'task'], words: 'notesAndTasks' }]

export const slotsOf = (kind: string): RecordSlots => slots[kind] ?? {}
