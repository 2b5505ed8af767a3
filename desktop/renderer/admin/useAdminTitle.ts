import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useRoute } from '../app/navigation.ts'
import { useSession } from '../data/hooks.ts'
import type { Section } from './sections.ts'

/** The window's title: the open section, the window, the company. */
export function useAdminTitle(sections: readonly Section[]): void {
  const { t } = useTranslation(['admin', 'app'])
  const route = useRoute()
  const session = useSession()
  const section = sections.find(({ isHere }) => isHere(route))?.label
  const company = session?.state === 'signedIn' ? session.company?.name : undefined
  const title = [section, t('admin:title'), company, t('app:name')].filter(Boolean).join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
