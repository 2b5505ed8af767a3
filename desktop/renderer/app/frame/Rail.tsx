import { Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { useSession } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { Mark } from '../../ui/Mark.tsx'
import { iconOfKind } from '../kindIcons.ts'
import { useModules } from '../modules.ts'
import { useRoute } from '../navigation.ts'
import { hashOf, toList } from '../route.ts'
import { useSetPreferences } from '../usePreference.ts'
import styles from './Rail.module.css'

/** The modules that this person may see; folds to icons. */
export function Rail({ isFolded, onSkip }: { isFolded: boolean; onSkip: () => void }) {
  const { t } = useTranslation()
  const { main, dependent, shared } = useModules()
  const company = useSession()?.company?.name ?? t('name')
  const set = useSetPreferences()
  const Fold = isFolded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const foldLabel = t(isFolded ? 'rail.unfold' : 'rail.fold')
  return (
    <nav className={styles.rail} data-folded={isFolded} aria-label={t('rail.label')}>
      <button type="button" className={styles.skip} onClick={onSkip}>
        {t('rail.skip')}
      </button>
      <div className={styles.head} title={company}>
        <span className={styles.mark}>
          <Mark size={24} />
        </span>
        {!isFolded && <span className={styles.company}>{company}</span>}
      </div>
      <div className={styles.groups}>
        <Home isFolded={isFolded} />
        <Group kinds={main} isFolded={isFolded} />
        <Group kinds={dependent} isFolded={isFolded} title={t('rail.people')} />
        <Group kinds={shared} isFolded={isFolded} title={t('rail.settings')} />
      </div>
      <Tooltip label={foldLabel} position="right" disabled={!isFolded}>
        <button
          type="button"
          className={`${styles.item} ${styles.fold}`}
          aria-label={foldLabel}
          aria-expanded={!isFolded}
          onClick={() => set({ railFolded: !isFolded })}
        >
          <Fold size={18} stroke={1.5} aria-hidden />
          {!isFolded && <span>{foldLabel}</span>}
        </button>
      </Tooltip>
    </nav>
  )
}

function Home({ isFolded }: { isFolded: boolean }) {
  const { t } = useTranslation('work')
  const isHere = useRoute().screen === 'home'
  const name = t('home.title')
  return (
    <ul className={`${styles.list} ${styles.home}`}>
      <li>
        <Tooltip label={name} position="right" disabled={!isFolded}>
          <a
            className={styles.item}
            href={hashOf({ screen: 'home' })}
            aria-current={isHere ? 'page' : undefined}
            aria-label={isFolded ? name : undefined}
          >
            <IconSun size={18} stroke={1.5} aria-hidden />
            {!isFolded && <span>{name}</span>}
          </a>
        </Tooltip>
      </li>
    </ul>
  )
}

function Group({ kinds, isFolded, title }: { kinds: AnyKind[]; isFolded: boolean; title?: string }) {
  const { label } = useFormat()
  const route = useRoute()
  if (kinds.length === 0) return null
  return (
    <>
      {title && (isFolded ? <hr className={styles.line} /> : <div className={styles.title}>{title}</div>)}
      <ul className={styles.list}>
        {kinds.map(kind => {
          const Glyph = iconOfKind(kind.name)
          const name = label(kind.label.many)
          const isHere = 'kind' in route && route.kind === kind.name
          return (
            <li key={kind.name}>
              <Tooltip label={name} position="right" disabled={!isFolded}>
                <a
                  className={styles.item}
                  href={hashOf(toList(kind.name))}
                  aria-current={isHere ? 'page' : undefined}
                  aria-label={isFolded ? name : undefined}
                >
                  <Glyph size={18} stroke={1.5} aria-hidden />
                  {!isFolded && <span>{name}</span>}
                </a>
              </Tooltip>
            </li>
          )
        })}
      </ul>
    </>
  )
}
