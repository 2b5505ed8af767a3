import { definitions } from '../../shared/entities/index.ts'
import { tableFor } from './tables.ts'

export * from './accountTables.ts'
export * from './blobTables.ts'
export * from './companyTables.ts'

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
export const activity = tableFor(definitions.activity)
export const task = tableFor(definitions.task)
export const comment = tableFor(definitions.comment)
export const file = tableFor(definitions.file)
export const view = tableFor(definitions.view)
export const teamView = tableFor(definitions.teamView)
export const companyView = tableFor(definitions.companyView)
export const favourite = tableFor(definitions.favourite)
export const notification = tableFor(definitions.notification)
