import type { AnyKind } from '../entity.ts'
import { address } from './crm/address.ts'
import { contact } from './crm/contact.ts'
import { customer } from './crm/customer.ts'
import { lead } from './crm/lead.ts'
import { note } from './crm/note.ts'
import { tag } from './crm/tag.ts'
import { clash } from './system/clash.ts'
import { ownField } from './system/ownField.ts'
import { role } from './system/role.ts'
import { setting } from './system/setting.ts'
import { team } from './system/team.ts'
import { user } from './system/user.ts'

/** Every kind, in the order of the module rail. Parents stand before what hangs on them. */
export const definitions = { lead, customer, contact, address, note, tag, user, team, role, ownField, setting, clash }

export const allKinds: readonly AnyKind[] = Object.values(definitions) as unknown as readonly AnyKind[]
