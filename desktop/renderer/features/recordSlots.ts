import type { RecordSlots, TabGroup } from '../records/slots.ts'
import { leadSlots } from './crm/leadSlots.ts'

/** What is special about single kinds on the generic screens, by kind. */
const slots: Record<string, RecordSlots> = {
  lead: leadSlots,
}

/** Kinds that read better on one tab (O-041). */
export const tabGroups: readonly TabGroup[] = [{ name: 'notes', kinds: ['note', 'task'], words: 'notesAndTasks' }]

export const slotsOf = (kind: string): RecordSlots => slots[kind] ?? {}
