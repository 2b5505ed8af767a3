import type { FieldChange } from '../../../shared/record.ts'
import { saveRecord } from '../functions/write.ts'
import type { TestWorkspace } from './testWorkspace.ts'

/** What a lead needs to be one. */
export const lead = { name: 'Ayşe Işık', phone: '+905321234567', status: 'new', source: 'google' }

/** A form saved by the desktop's own person. */
export const save = (
  { work }: TestWorkspace,
  kind: string,
  id: string,
  set: Record<string, FieldChange>,
  create = false,
) => saveRecord(work, { kind, id, create, set })

/** A lead of that person's, as the server has it. Gives its id. */
export const owned = (of: TestWorkspace, values = {}) => of.make('lead', { ...lead, owner: of.viewer.user, ...values })

/** Sees everybody's leads and may change their own. */
export const others = { lead: { see: 'all', edit: 'own', create: 'own', archive: 'own' } } as const
