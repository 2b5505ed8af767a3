import type { RecordSlots } from '../../records/slots.ts'
import { QuickNote } from '../activities/QuickNote.tsx'
import { ConvertLead, convertLeadForm } from './ConvertLead.tsx'
import { LeadOverview } from './LeadOverview.tsx'

export const leadSlots: RecordSlots = {
  commands: ConvertLead,
  commandForms: { convertLead: convertLeadForm },
  overview: LeadOverview,
  quickNote: { makes: 'activity', Form: QuickNote },
  listHint: 'records:lead.listHint',
}
