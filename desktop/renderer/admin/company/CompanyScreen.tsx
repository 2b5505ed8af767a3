import { Anchor } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { useTranslation } from 'react-i18next'
import { useCall, useSession } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { BulkCard } from './BulkCard.tsx'
import { Card, Fact, Facts } from './Card.tsx'
import styles from './company.module.css'
import { SupportCard } from './SupportCard.tsx'

/** What is known of the company and of the server it is on, and where the company wants its problems reported. */
export function CompanyScreen() {
  const { t } = useTranslation('admin')
  const { number } = useFormat()
  const session = useSession()
  const { latest: people } = useCall('people.list', {})
  const { latest: look } = useCall('server.look', session ? { address: session.server } : skipToken)
  if (!session) return null
  const unknown = <span className={styles.quiet}>{t('company.unknown')}</span>
  const active = people?.filter(({ state }) => state === 'active').length
  const isUp = look && !look.problem
  return (
    <>
      <ScreenHeader title={t('company.title')} hint={t('company.hint')} />
      <div className={styles.cards}>
        <Card title={t('company.about')}>
          <Facts>
            <Fact name={t('company.name')}>{session.company?.name}</Fact>
            <Fact name={t('company.zone')}>{session.company?.zone}</Fact>
            <Fact name={t('company.people')}>{active === undefined ? unknown : number(active)}</Fact>
          </Facts>
        </Card>
        <Card title={t('company.server')}>
          <Facts>
            <Fact name={t('company.address')}>{session.server}</Fact>
            <Fact name={t('company.version')}>{isUp ? look.version : unknown}</Fact>
            <Fact name={t('company.mail')}>
              {isUp ? (look.sendsMail ? t('company.mailOn') : t('company.mailOff')) : unknown}
            </Fact>
            {isUp && look.contact && <Fact name={t('company.contact')}>{look.contact}</Fact>}
            <Fact name={t('company.api')}>
              <Anchor href={`${session.server}/api/docs`} target="_blank" rel="noreferrer" size="md">
                {t('company.apiDocs')}
              </Anchor>
            </Fact>
          </Facts>
        </Card>
        <SupportCard />
        <BulkCard />
      </div>
    </>
  )
}
