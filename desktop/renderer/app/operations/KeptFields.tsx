import { useTranslation } from 'react-i18next'
import type { KeptField } from '../../../core/api/operations.ts'
import { useCall, useKinds, useNameOf } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useFieldLabel } from '../../i18n/useFieldLabel.ts'
import { hashOf, toRecord } from '../route.ts'
import styles from './operations.module.css'

const shownAtMost = 20

/** What an undo left as it is: which field of which record, and who has changed it since. */
export function KeptFields({ id, operation, count }: { id: string; operation: string; count: number }) {
  const { t } = useTranslation('desk')
  const { number } = useFormat()
  const { latest } = useCall('operations.kept', { operation })
  const shown = latest?.slice(0, shownAtMost) ?? []
  return (
    <ul id={id} className={styles.details} aria-label={t('undo.keptTitle')}>
      {shown.map(kept => (
        <Kept key={`${kept.id}.${kept.field}`} kept={kept} />
      ))}
      {latest && count > shown.length && (
        <li className={styles.quiet}>
          {t('undo.moreKept', { count: count - shown.length, shown: number(count - shown.length) })}
        </li>
      )}
    </ul>
  )
}

function Kept({ kept: { kind: kindName, id, title, field, why, user, at } }: { kept: KeptField }) {
  const { t } = useTranslation('desk')
  const format = useFormat()
  const kind = useKinds().get(kindName)
  const label = useFieldLabel(kind)
  const name = useNameOf()(user)
  const reason =
    why === 'changed' && name && at
      ? t('undo.why.changedBy', { who: name, when: format.relative(at) })
      : t(`undo.why.${why}`)
  return (
    <li>
      <a href={hashOf(toRecord(kindName, id))}>{title || (kind ? format.label(kind.label.one) : '')}</a>
      {field && <span className={styles.field}>{label(field)}</span>}
      <span className={styles.quiet}>{reason}</span>
    </li>
  )
}
