import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useKinds, useSession } from '../data/hooks.ts'
import { useFormat } from '../i18n/format.ts'
import { useRoute } from './navigation.ts'

/** The window's title: what is open, the company, the product. */
export function useTitle(): void {
  const { t } = useTranslation(['app', 'sync', 'work'])
  const route = useRoute()
  const kinds = useKinds()
  const { label } = useFormat()
  const session = useSession()
  const kind = 'kind' in route ? kinds.get(route.kind) : undefined
  const screens: Record<string, string> = {
    home: t('work:home.title'),
    clashes: t('sync:clashList.title'),
    refused: t('sync:refusedList.title'),
    operations: t('app:operations.title'),
  }
  const screen = kind ? label(kind.label.many) : screens[route.screen]
  const company = session?.state === 'signedIn' ? session.company?.name : undefined
  const title = [screen, company, t('app:name')].filter(Boolean).join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
