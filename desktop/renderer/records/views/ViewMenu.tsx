import { Menu } from '@mantine/core'
import {
  IconArchive,
  IconArrowLeft,
  IconArrowRight,
  IconBookmarkPlus,
  IconCheck,
  IconChevronDown,
  IconCopy,
  IconCursorText,
  IconPin,
  IconPinnedOff,
  IconUserCheck,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { viewScopes } from '../../../../shared/entities/teamwork/viewKinds.ts'
import { go } from '../../app/navigation.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { SavedView } from './savedView.ts'
import { isPinned, reordered, tabsOf } from './tabs.ts'
import type { ListViews } from './useListViews.ts'
import type { ViewActions } from './useViewActions.ts'
import { useViewRights } from './useViewRights.ts'
import { scopeIcons } from './ViewTabs.tsx'
import styles from './views.module.css'

export type ViewDialogName = 'create' | 'rename' | 'duplicate' | 'role'

interface Props {
  views: ListViews
  actions: ViewActions
  onDialog: (dialog: ViewDialogName) => void
  /** A view of this id comes in place of the one shown. */
  onMade: (id: string) => void
}

const iconProps = { size: 16, stroke: 1.5, 'aria-hidden': true } as const

/** Every view of the list by who has it, and what can be done with the one that is shown. */
export function ViewMenu({ views, actions, onDialog, onMade }: Props) {
  const { t } = useTranslation('lists')
  const { current, all } = views
  const choose = (view: SavedView | undefined) => go(views.routeOf(view))
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <IconButton label={t('views.all')} icon={IconChevronDown} size={26} />
      </Menu.Target>
      <Menu.Dropdown mah={520} style={{ overflowY: 'auto' }}>
        <ViewItem name={t('views.own')} isHere={current === undefined} onClick={() => choose(undefined)} />
        {viewScopes.map(scope => {
          const found = all.filter(view => view.scope === scope)
          if (found.length === 0) return null
          return (
            <div key={scope}>
              <Menu.Label>{t(`scopes.${scope}`)}</Menu.Label>
              {found.map(view => (
                <ViewItem
                  key={view.id}
                  name={view.name}
                  isHere={view.id === current?.id}
                  onClick={() => choose(view)}
                />
              ))}
            </div>
          )
        })}
        <Menu.Divider />
        <Menu.Item
          className={styles.item ?? ''}
          leftSection={<IconBookmarkPlus {...iconProps} />}
          onClick={() => onDialog('create')}
        >
          {t('views.create')}
        </Menu.Item>
        {current && <CurrentItems view={current} {...{ views, actions, onDialog, onMade }} />}
      </Menu.Dropdown>
    </Menu>
  )
}

function CurrentItems({ view, views, actions, onDialog, onMade }: Props & { view: SavedView }) {
  const { t } = useTranslation('lists')
  const rights = useViewRights()
  const tabs = tabsOf(views.all, views.memory, view)
  const at = tabs.findIndex(({ id }) => id === view.id)
  const isTab = isPinned(view, views.memory)
  const canEdit = rights.canEdit(view)
  const item = { className: styles.item ?? '' }
  const neighbour = (step: -1 | 1) => tabs[at + step]
  const shift = (step: -1 | 1) => {
    const other = neighbour(step)
    if (other) views.keepMemory({ order: reordered(tabs, view.id, other.id) })
  }
  const pin = () => {
    // One's own view has its place with it, on every computer; others' views have one here.
    if (view.scope === 'mine') {
      const { [view.id]: _, ...pins } = views.memory.pins
      views.keepMemory({ pins })
      const last = Math.max(0, ...views.all.map(({ position }) => position ?? 0))
      void actions.place(view, isTab ? undefined : Math.min(10_000, last + 1))
    } else views.keepMemory({ pins: { ...views.memory.pins, [view.id]: !isTab } })
  }
  const move = async (scope: (typeof viewScopes)[number]) => {
    const made = await actions.move(view, scope)
    if (made) onMade(made)
  }
  const archive = async () => {
    if (await actions.archive(view)) go(views.routeOf(undefined), { replace: true })
  }
  return (
    <>
      <Menu.Label>
        <span data-value>{view.name}</span>
      </Menu.Label>
      {canEdit && (
        <Menu.Item {...item} leftSection={<IconCursorText {...iconProps} />} onClick={() => onDialog('rename')}>
          {t('views.rename')}
        </Menu.Item>
      )}
      <Menu.Item {...item} leftSection={<IconCopy {...iconProps} />} onClick={() => onDialog('duplicate')}>
        {t('views.duplicate')}
      </Menu.Item>
      <Menu.Item
        {...item}
        leftSection={isTab ? <IconPinnedOff {...iconProps} /> : <IconPin {...iconProps} />}
        onClick={pin}
      >
        {t(isTab ? 'views.unpin' : 'views.pin')}
      </Menu.Item>
      {neighbour(-1) && (
        <Menu.Item {...item} leftSection={<IconArrowLeft {...iconProps} />} onClick={() => shift(-1)}>
          {t('views.left')}
        </Menu.Item>
      )}
      {neighbour(1) && (
        <Menu.Item {...item} leftSection={<IconArrowRight {...iconProps} />} onClick={() => shift(1)}>
          {t('views.right')}
        </Menu.Item>
      )}
      {rights.moves(view).map(scope => {
        const Glyph = scopeIcons[scope]
        return (
          <Menu.Item {...item} key={scope} leftSection={<Glyph {...iconProps} />} onClick={() => void move(scope)}>
            {t(`views.to.${scope}`)}
          </Menu.Item>
        )
      })}
      {view.scope === 'company' && canEdit && (
        <Menu.Item {...item} leftSection={<IconUserCheck {...iconProps} />} onClick={() => onDialog('role')}>
          {t('views.role')}
        </Menu.Item>
      )}
      {rights.canArchive(view) && (
        <Menu.Item {...item} leftSection={<IconArchive {...iconProps} />} onClick={() => void archive()}>
          {t('views.archive')}
        </Menu.Item>
      )}
    </>
  )
}

function ViewItem({ name, isHere, onClick }: { name: string; isHere: boolean; onClick: () => void }) {
  return (
    <Menu.Item
      className={styles.item ?? ''}
      aria-current={isHere ? 'true' : undefined}
      rightSection={isHere ? <IconCheck {...iconProps} /> : undefined}
      onClick={onClick}
    >
      <span data-value>{name}</span>
    </Menu.Item>
  )
}
