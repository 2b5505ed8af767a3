import type { RecordSlots } from '../records/slots.ts'
import { leadSlots } from './crm/leadSlots.ts'

/** What is special about single kinds on the generic screens, by kind. */
const slots: Record<string, RecordSlots> = {
  lead: leadSlots,
}

export const slotsOf = (kind: string): RecordSlots => slots[kind] ?? {}
