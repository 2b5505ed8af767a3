import { Anchor } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall, useSession } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import styles from './company.module.css'

/** What is known of the company and of the server it is on; to be read. */
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
          <Fact name={t('company.name')}>{session.company?.name}</Fact>
          <Fact name={t('company.zone')}>{session.company?.zone}</Fact>
          <Fact name={t('company.people')}>{active === undefined ? unknown : number(active)}</Fact>
        </Card>
        <Card title={t('company.server')}>
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
        </Card>
      </div>
    </>
  )
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.card} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <dl className={styles.facts}>{children}</dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.quiet}>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
