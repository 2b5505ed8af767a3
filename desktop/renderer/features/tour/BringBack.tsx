import { Button } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { go } from '../../app/navigation.ts'
import { useTour } from './useTour.ts'

/** The way back to the first steps once they were put away. */
export function BringBack({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('tour')
  const tour = useTour()
  if (!tour) return null
  return (
    <Button
      {...{ variant: 'default', size: 'compact-sm' }}
      leftSection={<IconListCheck size={16} stroke={1.5} aria-hidden />}
      onClick={() => {
        onDone()
        if (tour.isAway) tour.change({ isAway: false })
        go({ screen: 'home' })
      }}
    >
      {t('bringBack')}
    </Button>
  )
}
