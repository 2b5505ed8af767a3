import { IconLifebuoy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice.tsx'

/** Whom to turn to when the sign-in goes on failing. */
export function SignInHelp({ contact }: { contact: string | undefined }) {
  const { t } = useTranslation('session')
  return (
    <Notice tone="neutral" icon={IconLifebuoy}>
      <strong>{t('links.help')}</strong>
      <br />
      {contact ? t('links.contact', { contact }) : t('links.noContact')}
    </Notice>
  )
}
