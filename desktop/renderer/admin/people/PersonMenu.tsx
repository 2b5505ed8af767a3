import { Menu } from '@mantine/core'
import {
  type Icon,
  IconCopy,
  IconDots,
  IconKey,
  IconMailForward,
  IconMailOff,
  IconUserCheck,
  IconUserCog,
  IconUserOff,
  IconUserPlus,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../core/api/identity.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { Deed } from './PersonDialogs.tsx'

type What = Deed['what']

const icons: Record<What, Icon> = {
  edit: IconUserCog,
  resend: IconMailForward,
  copyLink: IconCopy,
  reset: IconKey,
  invite: IconUserPlus,
  activate: IconUserCheck,
  withdraw: IconMailOff,
  deactivate: IconUserOff,
}
/** By state; what takes something away comes last and in red. */
const offered: Record<Person['state'], What[]> = {
  active: ['edit', 'reset', 'deactivate'],
  invited: ['resend', 'copyLink', 'withdraw'],
  inactive: ['edit', 'activate'],
  noAccount: ['invite', 'edit', 'deactivate'],
}
const taking = new Set<What>(['withdraw', 'deactivate'])

/** What can be done about a person. Nobody closes their own account. */
export function PersonMenu({ person, onDeed }: { person: Person; onDeed: (deed: Deed) => void }) {
  const { t } = useTranslation('admin')
  const items = offered[person.state].filter(what => !(person.isMe && (what === 'deactivate' || what === 'reset')))
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <IconButton icon={IconDots} label={t('people.actions.menu', { name: person.name || person.email })} />
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(what => {
          const Glyph = icons[what]
          return (
            <Menu.Item
              key={what}
              c={taking.has(what) ? 'var(--danger-text)' : undefined}
              leftSection={<Glyph size={18} stroke={1.5} aria-hidden />}
              onClick={() => onDeed({ what, person })}
            >
              {t(`people.actions.${what}`)}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
