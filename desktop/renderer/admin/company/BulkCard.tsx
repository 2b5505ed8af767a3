import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { allowsBulk, bulkSwitch, freelyAtOnce } from '../../../../shared/permissions/bulkEdit.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useAction, useCall, useKinds } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useRights } from '../../records/rights.ts'
import { toast } from '../../ui/toast.tsx'
import { Card, Fact, Facts } from './Card.tsx'
import styles from './company.module.css'

/** Whether the company lets many records be changed at once, to be switched by whoever may write settings. */
export function BulkCard() {
  const { t } = useTranslation('bulk')
  const rights = useRights(useKinds().require('setting'))
  const { error } = useErrorText()
  const undo = useUndo()
  const { latest: settings } = useCall('records.all', { kind: 'setting' })
  const [save, { isBusy }] = useAction('records.save')
  if (!settings) return null
  const isOn = allowsBulk(settings)
  const turn = async () => {
    const answer = await save(bulkSwitch(settings, !isOn))
    if (answer.ok) undo.done(t(isOn ? 'switch.offDone' : 'switch.onDone'), answer.value.operation)
    else toast({ message: error(answer.error), tone: 'problem' })
  }
  return (
    <Card title={t('switch.title')}>
      <Facts>
        <Fact name={t('switch.state')}>
          <div className={styles.line}>
            {t(isOn ? 'switch.on' : 'switch.off')}
            {rights.canWrite('value') && rights.canCreate() && (
              <Button variant="default" size="compact-sm" loading={isBusy} onClick={() => void turn()}>
                {t(isOn ? 'switch.turnOff' : 'switch.turnOn')}
              </Button>
            )}
          </div>
          <div className={styles.quiet}>{t('switch.hint', { limit: freelyAtOnce })}</div>
        </Fact>
      </Facts>
    </Card>
  )
}
