import { useTranslation } from 'react-i18next'
import { Choices } from '../../app/profile/Choices.tsx'
import { Section } from './Section.tsx'

export function LookSection() {
  const { t } = useTranslation('account')
  return (
    <Section title={t('look.title')} hint={t('look.hint')}>
      <Choices />
    </Section>
  )
}
