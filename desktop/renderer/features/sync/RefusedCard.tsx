import { Button } from '@mantine/core'
import { IconAlertTriangle, IconLink } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RefusedItem } from '../../../core/api/functions.ts'
import { hashOf, toRecord } from '../../app/route.ts'
import { useAction, useKinds } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { useOperationText } from '../../i18n/operationText.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { MendDialog } from './MendDialog.tsx'
import { RefusedValues } from './RefusedValues.tsx'
import styles from './refused.module.css'
import { isMendable, refusedFields } from './refusedFields.ts'

/** One refused entry with its dependents, as one item. */
export function RefusedCard({ item, onChanged }: { item: RefusedItem; onChanged: () => void }) {
  const { t } = useTranslation(['sync', 'app'])
  const format = useFormat()
  const words = useOperationText()
  const { error } = useErrorText()
  const [isMending, setMending] = useState(false)
  const [isDiscarding, setDiscarding] = useState(false)
  const [discard, discarding] = useAction('refused.discard')
  const [first] = item.patches
  const { kind, fields } = refusedFields(useKinds(), item)
  const canMend = isMendable(item, fields)
  const [known, ...others] = item.titles
  // Of a record that this person no longer sees, its kind is all that can be said.
  const title = known || (kind ? format.label(kind.label.one) : '')

  const throwAway = async () => {
    const answer = await discard({ entry: item.entry })
    setDiscarding(false)
    onChanged()
    toast(answer.ok ? { message: t('sync:refusedList.discarded') } : { message: error(answer.error), tone: 'problem' })
  }
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <IconAlertTriangle size={18} stroke={1.5} className={styles.icon} aria-hidden />
        <div className={styles.words}>
          <div className={styles.title}>
            {first ? <a href={hashOf(toRecord(first.kind, first.id))}>{title}</a> : title}
            {others.length > 0 && (
              <span className={styles.quiet}> {t('app:operations.andOthers', { count: others.length })}</span>
            )}
          </div>
          <div className={styles.quiet}>
            {words.operation(item.label)} · <time dateTime={item.at}>{format.relative(item.at)}</time>
          </div>
        </div>
      </div>
      <p className={styles.reason}>{error(item.error)}</p>
      <RefusedValues item={item} />
      {item.dependents.length > 0 && (
        <div className={styles.dependents}>
          <span className={styles.dependentsTitle}>
            <IconLink size={16} stroke={1.5} aria-hidden />
            {t('sync:refusedList.dependents', { count: item.dependents.length })}
          </span>
          <ul>
            {item.dependents.map(({ entry, label, titles }) => (
              <li key={entry}>
                {titles.join(', ')} · {words.operation(label)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles.actions}>
        <Button variant="subtle" color="red" onClick={() => setDiscarding(true)}>
          {t('sync:refusedList.discard')}
        </Button>
        <Button onClick={() => setMending(true)}>
          {t(canMend ? 'sync:refusedList.mend' : 'sync:refusedList.resend')}
        </Button>
      </div>
      {isMending && (
        <MendDialog
          item={item}
          onClose={() => setMending(false)}
          onSent={() => {
            setMending(false)
            onChanged()
          }}
        />
      )}
      <ConfirmDialog
        isOpen={isDiscarding}
        title={t('sync:refusedList.discardAsk')}
        cancelLabel={t('app:actions.cancel')}
        confirm={{
          label: t('sync:refusedList.discard'),
          isDangerous: true,
          isBusy: discarding.isBusy,
          onConfirm: () => void throwAway(),
        }}
        onCancel={() => setDiscarding(false)}
      >
        {t('sync:refusedList.discardHint')}
        {item.dependents.length > 0 && ` ${t('sync:refusedList.discardDependents', { count: item.dependents.length })}`}
      </ConfirmDialog>
    </li>
  )
}
