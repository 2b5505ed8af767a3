import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import rail from '../app/frame/Rail.module.css'
import { useRoute } from '../app/navigation.ts'
import { hashOf } from '../app/route.ts'
import { useSession } from '../data/hooks.ts'
import { Mark } from '../ui/Mark.tsx'
import styles from './admin.module.css'
import type { Section } from './sections.ts'
import { showApp } from './windows.ts'

/** The sections that this person may open, and the way back to the app. */
export function AdminRail({ sections, onSkip }: { sections: readonly Section[]; onSkip: () => void }) {
  const { t } = useTranslation(['admin', 'app'])
  const route = useRoute()
  const company = useSession()?.company?.name ?? t('app:name')
  return (
    <nav className={rail.rail} aria-label={t('admin:sections.label')}>
      <button type="button" className={rail.skip} onClick={onSkip}>
        {t('app:rail.skip')}
      </button>
      <div className={rail.head} title={company}>
        <span className={rail.mark}>
          <Mark size={24} />
        </span>
        <span className={styles.headWords}>
          <span className={rail.company}>{t('admin:title')}</span>
          <span className={styles.headCompany}>{company}</span>
        </span>
      </div>
      <div className={rail.groups}>
        <ul className={rail.list}>
          {sections.map(({ id, label, icon: Glyph, route: target, isHere }) => (
            <li key={id}>
              <a className={rail.item} href={hashOf(target)} aria-current={isHere(route) ? 'page' : undefined}>
                <Glyph size={18} stroke={1.5} aria-hidden />
                <span>{label}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
      <button type="button" className={`${rail.item} ${rail.fold}`} onClick={showApp}>
        <IconArrowBackUp size={18} stroke={1.5} aria-hidden />
        <span>{t('admin:toApp')}</span>
      </button>
    </nav>
  )
}
