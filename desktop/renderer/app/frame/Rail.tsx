import { Tooltip } from '@mantine/core'
import { type Icon, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { useSession } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { Mark } from '../../ui/Mark.tsx'
import { iconOfKind } from '../kindIcons.ts'
import { useModules } from '../modules.ts'
import { hashOf, toList } from '../route.ts'
import { useAppSelector } from '../store.ts'
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
  const isHere = useAppSelector(({ screen }) => screen.route.screen === 'home')
  const name = t('home.title')
  return (
    <ul className={`${styles.list} ${styles.home}`}>
      <li>
        <RailLink name={name} icon={IconSun} href={hashOf({ screen: 'home' })} isHere={isHere} isFolded={isFolded} />
      </li>
    </ul>
  )
}

function Group({ kinds, isFolded, title }: { kinds: AnyKind[]; isFolded: boolean; title?: string }) {
  const { label } = useFormat()
  const shown = useAppSelector(({ screen: { route } }) => ('kind' in route ? route.kind : undefined))
  if (kinds.length === 0) return null
  return (
    <>
      {title && (isFolded ? <hr className={styles.line} /> : <div className={styles.title}>{title}</div>)}
      <ul className={styles.list}>
        {kinds.map(kind => {
          return (
            <li key={kind.name}>
              <RailLink
                name={label(kind.label.many)}
                icon={iconOfKind(kind.name)}
                href={hashOf(toList(kind.name))}
                isHere={shown === kind.name}
                isFolded={isFolded}
              />
            </li>
          )
        })}
      </ul>
    </>
  )
}

interface LinkProps {
  name: string
  icon: Icon
  href: string
  isHere: boolean
  isFolded: boolean
}

function RailLink({ name, icon: Glyph, href, isHere, isFolded }: LinkProps) {
  const link = (
    <a
      className={styles.item}
      href={href}
      aria-current={isHere ? 'page' : undefined}
      aria-label={isFolded ? name : undefined}
    >
      <Glyph size={18} stroke={1.5} aria-hidden />
      {!isFolded && <span>{name}</span>}
    </a>
  )
  if (!isFolded) return link
  return (
    <Tooltip label={name} position="right">
      {link}
    </Tooltip>
  )
}
