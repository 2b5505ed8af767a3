import { useDebouncedValue } from '@mantine/hooks'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { IconCopyCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Values } from '../../../../shared/entity.ts'
import { cleanChanges } from '../../../../shared/validate.ts'
import { hashOf, toRecord } from '../../app/route.ts'
import { useCall } from '../../data/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'
import styles from './form.module.css'
import type { RecordForm } from './useRecordForm.ts'

/** Records that look like the one being typed. It stops nobody: two branches may share a telephone. */
export function SimilarHint({ form, id }: { form: RecordForm; id: string | undefined }) {
  const { t } = useTranslation('records')
  const values = useMemo(() => identityOf(form), [form])
  const [asked] = useDebouncedValue(JSON.stringify(values), 250)
  const { latest } = useCall(
    'records.similar',
    asked === '{}' ? skipToken : { kind: form.kind.name, values: JSON.parse(asked) as Values, ...(id ? { id } : {}) },
  )
  if (asked === '{}' || !latest || latest.length === 0) return null
  return (
    <Notice tone="warning" icon={IconCopyCheck}>
      {t('form.similar', { count: latest.length })}
      <ul className={styles.similar}>
        {latest.map(hit => (
          <li key={hit.id}>
            <a href={hashOf(toRecord(hit.kind, hit.id))} target="_blank" rel="noreferrer">
              {hit.title}
            </a>
            {hit.subtitle && <span className={styles.quiet}> · {hit.subtitle}</span>}
            {hit.archived && <span className={styles.quiet}> · {t('archived.is')}</span>}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Values that people are known by, as far as they can be read already. */
function identityOf({ kind, values, isNew, isDirty }: RecordForm): Values {
  if (!isNew && !isDirty) return {}
  const searched = Object.entries(kind.fields).filter(([, field]) => field.search)
  const typed = Object.fromEntries(
    searched.flatMap(([name]) => (values[name] === undefined ? [] : [[name, values[name]]])),
  )
  const clean = cleanChanges(kind, typed).values
  return Object.fromEntries(Object.entries(clean).filter(([, value]) => typeof value === 'string' && value.length > 2))
}
