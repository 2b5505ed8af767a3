import { definitions } from '../../shared/entities/index.ts'
import { tableFor } from './tables.ts'

export * from './engineTables.ts'

/** One line per kind: drizzle-kit sees only flat named exports. After a change here or in a kind: `node server/db/generate.ts <name>`. */
export const lead = tableFor(definitions.lead)
export const customer = tableFor(definitions.customer)
export const contact = tableFor(definitions.contact)
export const address = tableFor(definitions.address)
export const note = tableFor(definitions.note)
export const tag = tableFor(definitions.tag)
export const user = tableFor(definitions.user)
export const team = tableFor(definitions.team)
export const role = tableFor(definitions.role)
export const ownField = tableFor(definitions.ownField)
export const setting = tableFor(definitions.setting)
export const clash = tableFor(definitions.clash)
