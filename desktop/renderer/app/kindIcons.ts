import {
  type Icon,
  IconBuilding,
  IconFileText,
  IconForms,
  IconMapPin,
  IconNotes,
  IconShieldLock,
  IconTag,
  IconTargetArrow,
  IconUser,
  IconUserCog,
  IconUsersGroup,
} from '@tabler/icons-react'

/** The picture of each kind; one that has none yet shows a sheet of paper. */
const icons: Record<string, Icon> = {
  lead: IconTargetArrow,
  customer: IconBuilding,
  contact: IconUser,
  address: IconMapPin,
  note: IconNotes,
  tag: IconTag,
  user: IconUserCog,
  team: IconUsersGroup,
  role: IconShieldLock,
  ownField: IconForms,
}

export const iconOfKind = (kind: string): Icon => icons[kind] ?? IconFileText
