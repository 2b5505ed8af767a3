import { type Icon, IconBuilding, IconUser, IconUsers } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ViewScope } from '../../../../shared/entities/teamwork/viewKinds.ts'
import { hashOf } from '../../app/route.ts'
import type { SavedView } from './savedView.ts'
import { reordered, tabsOf } from './tabs.ts'
import type { ListViews } from './useListViews.ts'
import styles from './views.module.css'

export const scopeIcons: Record<ViewScope, Icon> = { mine: IconUser, team: IconUsers, company: IconBuilding }

interface Props {
  views: ListViews
  /** The present view differs from what is saved. */
  isChanged: boolean
}

/** The kind's own list and the pinned views, as links: the arrows go from one to the next, Alt and an arrow moves one. */
export function ViewTabs({ views, isChanged }: Props) {
  const { t } = useTranslation('lists')
  const strip = useRef<HTMLElement>(null)
  const [dragged, setDragged] = useState<string>()
  const [over, setOver] = useState<string>()
  const tabs = tabsOf(views.all, views.memory, views.current)
  const currentId = views.current?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view is the reason to look for it
  useEffect(() => {
    strip.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [currentId])
  const place = (id: string, to: string | undefined) => {
    if (to !== undefined && to !== id) views.keepMemory({ order: reordered(tabs, id, to) })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const links = [...(strip.current?.querySelectorAll('a') ?? [])]
    // Whatever else has the focus is not among them.
    const at = links.indexOf(event.target as HTMLAnchorElement)
    if (step === 0 || at < 0) return
    event.preventDefault()
    // The first one is the kind's own list, which stays first.
    if (event.altKey) return place(tabs[at - 1]?.id ?? '', at === 0 ? undefined : tabs[at - 1 + step]?.id)
    links[at + step]?.focus()
  }
  const tab = (view: SavedView | undefined) => {
    const isHere = view?.id === currentId
    const Glyph = view && view.scope !== 'mine' ? scopeIcons[view.scope] : undefined
    const id = view?.id
    const isMarked = isHere ? isChanged && view !== undefined : view !== undefined && views.hasChanges(view)
    return (
      <a
        key={id ?? 'own'}
        className={styles.tab}
        href={hashOf(views.routeOf(view))}
        aria-current={isHere ? 'page' : undefined}
        data-over={(over !== undefined && over === id) || undefined}
        draggable={view !== undefined}
        onDragStart={() => setDragged(id)}
        onDragOver={event => {
          if (!dragged || !id) return
          event.preventDefault()
          setOver(id)
        }}
        onDragEnd={() => {
          setDragged(undefined)
          setOver(undefined)
        }}
        onDrop={event => {
          event.preventDefault()
          if (dragged) place(dragged, id)
        }}
      >
        {Glyph && view && <Glyph size={14} stroke={1.5} role="img" aria-label={t(`scopes.${view.scope}`)} />}
        <span className={styles.tabName} data-value>
          {view?.name ?? t('views.own')}
        </span>
        {isMarked && <span className={styles.dot} role="img" aria-label={t('views.unsaved')} />}
      </a>
    )
  }
  return (
    <nav ref={strip} className={styles.tabs} aria-label={t('views.label')} onKeyDown={onKeyDown}>
      {tab(undefined)}
      {tabs.map(tab)}
    </nav>
  )
}
