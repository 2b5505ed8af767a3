import { Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CallNote } from './noteOf.ts'
import styles from './quickNote.module.css'

type Value = CallNote['followUp']

/** What shall be done next, and when. */
export function FollowUp({
  value,
  usual,
  onChange,
}: {
  value: Value
  /** What it begins with. */
  usual: NonNullable<Value>
  onChange: (value: Value) => void
}) {
  const { t } = useTranslation('detail')
  const days = [
    { value: '1', label: t('note.dueTomorrow') },
    { value: '3', label: t('note.dueThree') },
    { value: '7', label: t('note.dueWeek') },
  ]
  return (
    <div className={styles.followUp}>
      <Checkbox
        size="xs"
        label={t('note.followUp')}
        checked={value !== undefined}
        onChange={event => onChange(event.currentTarget.checked ? usual : undefined)}
      />
      {value && (
        <>
          <TextInput
            size="xs"
            className={styles.task ?? ''}
            aria-label={t('note.task')}
            value={value.subject}
            maxLength={200}
            onChange={event => onChange({ ...value, subject: event.currentTarget.value })}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('note.due')}
            data={days}
            value={String(value.days)}
            onChange={chosen => onChange({ ...value, days: Number(chosen) })}
          />
        </>
      )}
    </div>
  )
}
