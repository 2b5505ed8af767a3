import { z } from 'zod'
import { diff } from '../../apply.ts'
import { defineCommand } from '../../command.ts'
import type { Values } from '../../entity.ts'
import { AppError } from '../../errors.ts'
import { fieldName, type Patch, uuid } from '../../record.ts'

/** Lead to customer (O-107): what is known is not typed twice (O-064), and what hangs on the lead moves along. */
export const convertLead = defineCommand({
  name: 'convertLead',
  kind: 'lead',
  runs: 'both',
  undoable: true,
  writes: { lead: ['convertedTo'], customer: ['owner'] },
  arguments: z.strictObject({
    lead: uuid,
    /** Id of the customer to be made. */
    customer: uuid,
    /** What the form adds or corrects: type, tax number, sector, status... */
    values: z.record(fieldName, z.unknown()),
  }),
  example: { values: { taxNumber: '4540536920', sector: 'food' } },
  needs: ({ lead }) => ({ records: [{ kind: 'lead', id: lead }], childrenOf: [{ kind: 'lead', id: lead }] }),
  run: (records, args) => {
    const lead = records.get({ kind: 'lead', id: args.lead })
    if (!lead) throw new AppError('record.notFound')
    if (lead.values['convertedTo']) throw new AppError('command.refused', { params: { reason: 'alreadyConverted' } })
    const customer = { kind: 'customer', id: args.customer }
    const after: Values = { ...customerFrom(lead.values), ...args.values, owner: lead.owner }
    const converted = { ...lead.values, status: 'converted', convertedTo: args.customer }
    return [
      { ...diff(customer, {}, after), create: true } satisfies Patch,
      diff({ kind: 'lead', id: lead.id }, lead.values, converted),
      ...records
        .childrenOf({ kind: 'lead', id: lead.id })
        .map(child => diff({ kind: child.kind, id: child.id }, { parent: child.parent }, { parent: customer })),
    ]
  },
})

/** Field of the lead to field of the customer, where the names differ or the meaning does. */
export function customerFrom(lead: Values): Values {
  const isCompany = Boolean(lead['companyName'])
  const person = splitName(String(lead['name'] ?? ''))
  const same = ['source', 'sector', 'phone', 'secondaryPhone', 'email', 'website', 'address', 'tags', 'privateNotes']
  const copied = Object.fromEntries(same.filter(name => lead[name] !== undefined).map(name => [name, lead[name]]))
  const named = isCompany
    ? {
        companyName: lead['companyName'],
        authorizedFirstName: person.first,
        authorizedLastName: person.last,
        authorizedPosition: lead['position'],
        authorizedEmail: person.first ? lead['email'] : undefined,
        authorizedPhone: person.first ? lead['phone'] : undefined,
      }
    : { firstName: person.first, lastName: person.last }
  return withoutEmpty({ ...copied, ...named, type: isCompany ? 'company' : 'individual', status: 'active' })
}

const withoutEmpty = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''))

/** The last word is the family name: "Ayşe Nur Yılmaz" is Ayşe Nur, Yılmaz. */
function splitName(name: string): { first: string; last: string } {
  const words = name.trim().split(/\s+/).filter(Boolean)
  if (words.length < 2) return { first: words[0] ?? '', last: '' }
  return { first: words.slice(0, -1).join(' '), last: words[words.length - 1] ?? '' }
}
