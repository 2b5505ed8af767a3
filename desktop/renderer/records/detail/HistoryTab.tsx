import { Button } from '@mantine/core'
import { IconClock, IconWifiOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { asAppError } from '../../../../shared/errors.ts'
import type { HistoryRow, ShownRecord } from '../../../core/api/functions.ts'
import { useCall, useCore, useNameOf } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { useOperationText } from '../../i18n/operationText.ts'
import { Notice } from '../../ui/Notice.tsx'
import { toast } from '../../ui/toast.tsx'
import { ChangeList } from './ChangeList.tsx'
import styles from './history.module.css'

const pageSize = 50

/** Who changed what, when and from which device, newest first. */
export function HistoryTab({ kind, record }: { kind: AnyKind; record: ShownRecord }) {
  const { t } = useTranslation('records')
  const core = useCore()
  const { dateTime } = useFormat()
  const { error: errorText } = useErrorText()
  const key = { kind: kind.name, id: record.id }
  const { latest, error } = useCall('history.list', { ...key, limit: pageSize })
  const [older, setOlder] = useState<{ rows: HistoryRow[]; more: boolean }>()
  const rows = [...(latest?.rows ?? []), ...(older?.rows ?? [])]
  const hasMore = older ? older.more : latest?.more === true

  const loadOlder = async () => {
    const before = rows.findLast(row => row.number !== undefined)?.number
    if (before === undefined) return
    try {
      const page = await core.call('history.list', { ...key, before, limit: pageSize })
      setOlder(old => ({ rows: [...(old?.rows ?? []), ...page.rows], more: page.more }))
    } catch (thrown) {
      toast({ message: errorText(asAppError(thrown).toBody()), tone: 'problem' })
    }
  }

  if (error && !latest) return <p className={styles.unset}>{errorText(error)}</p>
  return (
    <div className={styles.history}>
      {latest?.until && (
        <Notice tone="neutral" icon={IconWifiOff}>
          {t('history.until', { at: dateTime(latest.until) })}
        </Notice>
      )}
      <ol className={styles.entries}>
        {rows.map((row, at) => (
          <Entry
            // biome-ignore lint/suspicious/noArrayIndexKey: one operation may have several rows of one record
            key={`${row.operation} ${row.number ?? 'open'} ${at}`}
            row={row}
            kind={kind}
          />
        ))}
      </ol>
      {latest && rows.length === 0 && <p className={styles.unset}>{t('history.empty')}</p>}
      {hasMore && (
        <Button variant="subtle" size="compact-sm" onClick={() => void loadOlder()}>
          {t('history.older')}
        </Button>
      )}
    </div>
  )
}

function Entry({ row, kind }: { row: HistoryRow; kind: AnyKind }) {
  const { t } = useTranslation('records')
  const { dateTime, relative } = useFormat()
  const nameOf = useNameOf()
  const { operation } = useOperationText()
  return (
    <li className={styles.entry}>
      <div className={styles.entryHead}>
        <strong className={styles.entryWho}>{nameOf(row.user) ?? t('history.system')}</strong>
        <span>{operation(row.label)}</span>
        <span className={styles.entryMeta}>
          <time dateTime={row.at} title={dateTime(row.at)}>
            {relative(row.at)}
          </time>
          {row.device && <span> · {row.device}</span>}
        </span>
        {row.waiting && (
          <span className={styles.waiting} title={t('waiting.hint')}>
            <IconClock size={14} stroke={1.5} aria-hidden />
            {t('waiting.label')}
          </span>
        )}
      </div>
      <ChangeList kind={kind} changes={row.changes} isCreation={row.label === 'create'} />
    </li>
  )
}
