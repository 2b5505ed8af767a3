import { UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { dateRanges } from '../../../../../shared/filters.ts'
import type { EditorProps } from './FilterEditor.tsx'
import styles from './filters.module.css'

/** Named ranges; "Özel aralık" goes on with two dates. */
export function RangeList({ filter, onChange, onDone }: EditorProps) {
  const { t } = useTranslation('records')
  return (
    <div className={styles.ranges}>
      {dateRanges.map(range => (
        <UnstyledButton
          key={range}
          className={styles.range}
          aria-pressed={filter.value === range}
          {...(filter.value === range ? { 'data-autofocus': true } : {})}
          onClick={() => {
            onChange({ field: filter.field, op: 'range', value: range })
            onDone()
          }}
        >
          {t(`ranges.${range}`)}
          {filter.value === range && <IconCheck size={16} stroke={1.75} aria-hidden />}
        </UnstyledButton>
      ))}
      <UnstyledButton className={styles.range} onClick={() => onChange({ field: filter.field, op: 'between' })}>
        {t('ranges.custom')}
      </UnstyledButton>
    </div>
  )
}
