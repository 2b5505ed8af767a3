import { IconClockExclamation } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice.tsx'
import { clockError } from './syncWords.ts'

/** This machine's clock is wrong: nothing is lost by it, but dates look wrong. */
export function ClockNotice({ skew }: { skew: number }) {
  const { t } = useTranslation(['problems', 'app'])
  const [isRead, setRead] = useState(false)
  if (isRead) return null
  const { way, unit, count } = clockError(skew)
  return (
    <Notice
      tone="warning"
      icon={IconClockExclamation}
      shape="bar"
      dismiss={{ label: t('app:actions.close'), onDismiss: () => setRead(true) }}
    >
      {t(`problems:clock.${way}`, { time: t(`problems:clock.${unit}`, { count }) })} {t('problems:clock.hint')}
    </Notice>
  )
}
