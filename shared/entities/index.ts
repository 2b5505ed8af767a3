import type { AnyKind } from '../entity.ts'
import { activity } from './crm/activity.ts'
import { address } from './crm/address.ts'
import { contact } from './crm/contact.ts'
import { customer } from './crm/customer.ts'
import { lead } from './crm/lead.ts'
import { note } from './crm/note.ts'
import { tag } from './crm/tag.ts'
import { clash } from './system/clash.ts'
import { notification } from './system/notification.ts'
import { ownField } from './system/ownField.ts'
import { role } from './system/role.ts'
import { setting } from './system/setting.ts'
import { team } from './system/team.ts'
import { user } from './system/user.ts'
import { comment } from './teamwork/comment.ts'
import { favourite } from './teamwork/favourite.ts'
import { file } from './teamwork/file.ts'
import { task } from './teamwork/task.ts'
import { companyView, teamView, view } from './teamwork/view.ts'

/** Every kind, in the order of the module rail. Parents stand before what hangs on them. */
export const definitions = {
  lead,
  customer,
  task,
  contact,
  address,
  activity,
  note,
  file,
  comment,
  tag,
  user,
  team,
  role,
  ownField,
  setting,
  clash,
  view,
  teamView,
  companyView,
  favourite,
  notification,
}

export const allKinds: readonly AnyKind[] = Object.values(definitions) as unknown as readonly AnyKind[]
