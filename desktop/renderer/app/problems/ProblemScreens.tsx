import { Button } from '@mantine/core'
import { IconCompassOff, IconLayoutGrid, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { go } from '../navigation.ts'

const Home = () => {
  const { t } = useTranslation()
  return (
    <Button variant="default" onClick={() => go({ screen: 'home' })}>
      {t('actions.goHome')}
    </Button>
  )
}

/** The viewer's role does not open this kind. */
export function DeniedScreen() {
  const { t } = useTranslation()
  return (
    <EmptyState
      isScreen
      icon={IconLock}
      title={t('problems.denied')}
      hint={t('problems.deniedHint')}
      action={<Home />}
    />
  )
}

/** The address leads nowhere, or to a record that is not here or not to be seen: both look alike. */
export function NotFoundScreen() {
  const { t } = useTranslation()
  return (
    <EmptyState
      isScreen
      icon={IconCompassOff}
      title={t('problems.notFound')}
      hint={t('problems.notFoundHint')}
      action={<Home />}
    />
  )
}

/** The role opens no module at all. */
export function NothingScreen() {
  const { t } = useTranslation()
  return (
    <EmptyState isScreen icon={IconLayoutGrid} title={t('problems.nothingHere')} hint={t('problems.nothingHereHint')} />
  )
}
