import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice.tsx'
import { useLink } from '../useLink.ts'

/** Says that this window has lost core, which is on the same machine and soon back. */
export function LinkNotice() {
  const { t } = useTranslation()
  const link = useLink()
  if (link === 'open') return null
  return (
    <Notice tone="warning" icon={IconPlugConnectedX} shape="bar">
      {t('starting.awayBar')}
    </Notice>
  )
}
