import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice.tsx'
import { useLink } from '../useLink.ts'

const patience = 10_000

/** There the program may have been ended and begins anew at another address; in the app main starts core again. */
const isBrowserShell = () => window.location.protocol.startsWith('http')

/** Says that this window has lost core, which is on the same machine and soon back. */
export function LinkNotice() {
  const { t } = useTranslation()
  const link = useLink()
  const isAway = link !== 'open'
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    setLong(false)
    const timer = isAway ? setTimeout(() => setLong(true), patience) : undefined
    return () => clearTimeout(timer)
  }, [isAway])
  if (!isAway) return null
  return (
    <Notice tone="warning" icon={IconPlugConnectedX} shape="bar">
      {isLong && isBrowserShell() ? t('starting.awayLong') : t('starting.awayBar')}
    </Notice>
  )
}
