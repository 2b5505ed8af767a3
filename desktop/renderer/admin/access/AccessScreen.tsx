import { Tabs } from '@mantine/core'
import { IconShieldLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { rightsOfRole } from '../../../../shared/permissions/rightsOfRole.ts'
import { useCall } from '../../data/hooks.ts'
import { NothingHere } from '../../features/sync/NothingHere.tsx'
import { ScreenHeader } from '../../ui/ScreenHeader.tsx'
import { Abilities } from './Abilities.tsx'
import styles from './access.module.css'
import { RightsTable } from './RightsTable.tsx'

/** What each role may, to be read: kind by kind, and what belongs to no kind. */
export function AccessScreen() {
  const { t } = useTranslation('admin')
  const { latest: roles } = useCall('records.all', { kind: 'role' })
  const { latest: users } = useCall('records.all', { kind: 'user' })
  if (!roles) return null
  const open = roles.filter(({ archived }) => !archived)
  const bearersOf = (role: string) =>
    users?.filter(({ archived, values }) => !archived && values['role'] === role).length ?? 0
  return (
    <>
      <ScreenHeader title={t('access.title')} hint={t('access.hint')} />
      {open.length === 0 ? (
        <NothingHere icon={IconShieldLock} title={t('access.empty')} hint={t('access.emptyHint')} />
      ) : (
        <Tabs defaultValue={open[0]?.id ?? null} className={styles.tabs}>
          <Tabs.List aria-label={t('access.title')}>
            {open.map(({ id, title }) => (
              <Tabs.Tab key={id} value={id} rightSection={<span className={styles.count}>{bearersOf(id)}</span>}>
                {title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {open.map(({ id, title, values }) => {
            const rights = rightsOfRole(values)
            return (
              <Tabs.Panel key={id} value={id} className={styles.panel}>
                <p className={styles.bearers}>{t('access.people', { count: bearersOf(id) })}</p>
                {rights && (
                  <>
                    <Abilities of={rights.abilities} />
                    <RightsTable rights={rights} role={title} />
                  </>
                )}
              </Tabs.Panel>
            )
          })}
        </Tabs>
      )}
    </>
  )
}
