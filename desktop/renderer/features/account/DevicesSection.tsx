import { Button } from '@mantine/core'
import { IconCloudOff, IconDeviceDesktop } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device } from '../../../core/api/identity.ts'
import { useAction, useCall } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { Chip } from '../../records/fields/Chip.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { toast } from '../../ui/toast.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import styles from './account.module.css'
import { Section } from './Section.tsx'

/** Where this person is signed in, and a way to end it elsewhere. */
export function DevicesSection() {
  const { t } = useTranslation(['account', 'app'])
  const { error: words } = useErrorText()
  const { relative, date } = useFormat()
  const { latest: devices, error, refetch } = useCall('account.devices', {})
  const [end, ending] = useAction('account.endDevice')
  const [leaving, setLeaving] = useState<Device>()
  const confirm = async (device: Device) => {
    const answer = await end({ device: device.id })
    setLeaving(undefined)
    if (!answer.ok) return toast({ message: words(answer.error), tone: 'problem' })
    toast({ message: t('account:devices.endDone', { name: device.name }) })
    refetch()
  }
  return (
    <Section title={t('account:devices.title')} hint={t('account:devices.hint')}>
      {!devices && error && (
        <Notice tone="warning" icon={IconCloudOff}>
          {t('account:away')}
        </Notice>
      )}
      {!devices && !error && <Waiting label={t('app:waiting')} />}
      {devices?.length === 0 && <p className={styles.quiet}>{t('account:devices.none')}</p>}
      {devices && devices.length > 0 && (
        <ul className={styles.list}>
          {devices.map(device => (
            <li key={device.id} className={styles.item}>
              <IconDeviceDesktop size={20} stroke={1.5} aria-hidden />
              <span className={styles.words}>
                <span className={styles.name}>
                  {device.name}
                  {device.isThis && <Chip color="teal">{t('account:devices.this')}</Chip>}
                </span>
                <span className={styles.small}>
                  {t(device.isActive ? 'account:devices.active' : 'account:devices.ended')}
                  {' · '}
                  {t('account:devices.seen', { when: relative(device.lastSeenAt) })}
                  {' · '}
                  {t('account:devices.since', { date: date(device.firstSeenAt.slice(0, 10)) })}
                </span>
              </span>
              {device.isActive && !device.isThis && (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t('account:devices.endOf', { name: device.name })}
                  onClick={() => setLeaving(device)}
                >
                  {t('account:devices.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <ConfirmDialog
        isOpen={leaving !== undefined}
        title={t('account:devices.endAsk', { name: leaving?.name ?? '' })}
        cancelLabel={t('app:actions.cancel')}
        onCancel={() => setLeaving(undefined)}
        confirm={{
          label: t('account:devices.end'),
          isBusy: ending.isBusy,
          onConfirm: () => leaving && void confirm(leaving),
        }}
      >
        {t('account:devices.endHint')}
      </ConfirmDialog>
    </Section>
  )
}
