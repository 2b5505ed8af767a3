import { Button, Checkbox } from '@mantine/core'
import { IconAlertTriangle, IconLink } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { RefusedItem } from '../../../core/api/functions.ts'
import { hashOf, toRecord } from '../../app/route.ts'
import { useKinds } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { useOperationText } from '../../i18n/operationText.ts'
import { CopyTyped } from './CopyTyped.tsx'
import desk from './desk.module.css'
import { RefusedValues } from './RefusedValues.tsx'
import styles from './refused.module.css'
import { isForGone, isMendable, refusedFields } from './refusedFields.ts'

interface Props {
  item: RefusedItem
  isChosen: boolean
  onChoose: () => void
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
  onMend: () => void
  /** It is being sent. */
  isSending: boolean
  /** As it is. */
  onSend: () => void
  onDiscard: () => void
}

/** One refused entry with its dependents, as one item. */
export function RefusedCard({ item, isChosen, onChoose, onKeyDown, onMend, isSending, onSend, onDiscard }: Props) {
  const { t } = useTranslation(['sync', 'app', 'desk'])
  const format = useFormat()
  const words = useOperationText()
  const { error } = useErrorText()
  const [first] = item.patches
  const { kind, fields } = refusedFields(useKinds(), item)
  const canMend = isMendable(item, fields)
  // Nothing can be put right in a record that is no longer to be seen; what was typed can be taken along.
  const isGone = isForGone(item)
  const [known, ...others] = item.titles
  // Of a record that this person no longer sees, its kind is all that can be said.
  const title = known || (kind ? format.label(kind.label.one) : '')
  return (
    <li className={desk.card} data-chosen={isChosen || undefined}>
      <div className={styles.head}>
        <Checkbox
          size="xs"
          className={styles.check ?? ''}
          data-item={item.entry}
          aria-label={t('desk:select.one', { title: `${title}, ${words.operation(item.label)}` })}
          checked={isChosen}
          onChange={onChoose}
          onKeyDown={onKeyDown}
        />
        <IconAlertTriangle size={18} stroke={1.5} className={styles.icon} aria-hidden />
        <div className={styles.words}>
          <div className={styles.title}>
            {first ? <a href={hashOf(toRecord(first.kind, first.id))}>{title}</a> : title}
            {others.length > 0 && (
              <span className={styles.quiet}> {t('app:operations.andOthers', { count: others.length })}</span>
            )}
          </div>
          <div className={styles.quiet}>
            {words.operation(item.label)} ·{' '}
            <time dateTime={item.at}>{t('desk:refused.onThisDevice', { when: format.relative(item.at) })}</time>
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
        <Button variant="subtle" color="red" onClick={onDiscard}>
          {t('sync:refusedList.discard')}
        </Button>
        {isGone ? (
          <>
            <Button variant="default" loading={isSending} onClick={onSend}>
              {t('sync:refusedList.resend')}
            </Button>
            <CopyTyped title={title} item={item} />
          </>
        ) : (
          <Button loading={isSending} onClick={onMend}>
            {t(canMend ? 'sync:refusedList.mend' : 'sync:refusedList.resend')}
          </Button>
        )}
      </div>
    </li>
  )
}
