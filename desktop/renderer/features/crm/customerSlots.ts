import type { RecordSlots } from '../../records/slots.ts'
import { QuickNote } from '../activities/QuickNote.tsx'

export const customerSlots: RecordSlots = {
  quickNote: { makes: 'activity', Form: QuickNote },
  listHint: 'records:customer.listHint',
}
