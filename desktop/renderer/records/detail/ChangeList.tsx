import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isEmpty } from '../../../../shared/value.ts'
import type { HistoryRow } from '../../../core/api/functions.ts'
import { FieldView } from '../fields/FieldView.tsx'
import { type ShownField, useFields } from '../fields/shownFields.ts'
import styles from './history.module.css'

interface Props {
  kind: AnyKind
  changes: HistoryRow['changes']
  /** A new record has no values before. */
  isCreation?: boolean
  /** No more lines than these; the rest is counted. */
  most?: number
}

/** Fields that changed, each with its value before and after. What the role hides is not told. */
export function ChangeList({ kind, changes, isCreation = false, most = Number.POSITIVE_INFINITY }: Props) {
  const { t } = useTranslation(['records', 'detail'])
  const fields = useFields(kind)
  const shown = changes.flatMap(change => {
    const field = fields.get(change.field)
    if (!field || (isEmpty(change.old) && isEmpty(change.new) && !change.erased)) return []
    return [{ ...change, shown: field }]
  })
  if (shown.length === 0) return null
  // One line more is no longer than saying that there is one.
  const lines = shown.length <= most + 1 ? shown : shown.slice(0, most)
  return (
    <>
      <dl className={styles.changes}>
        {lines.map(({ field, shown: { label }, shown: target, old, new: next, erased }) => (
          <div key={field} className={styles.change}>
            <dt>{label}</dt>
            <dd>
              {erased ? (
                <span className={styles.unset}>{t('records:history.erased')}</span>
              ) : (
                <>
                  {!isCreation && (
                    <>
                      <span className={styles.old}>
                        <span className={styles.unseen}>{t('records:history.old')}: </span>
                        <ChangedValue shown={target} value={old} />
                      </span>
                      <span className={styles.arrow} aria-hidden>
                        →
                      </span>
                    </>
                  )}
                  <span>
                    {!isCreation && <span className={styles.unseen}>{t('records:history.new')}: </span>}
                    <ChangedValue shown={target} value={next} />
                  </span>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {lines.length < shown.length && (
        <p className={styles.unset}>{t('detail:timeline.more', { count: shown.length - lines.length })}</p>
      )}
    </>
  )
}

function ChangedValue({ shown, value }: { shown: ShownField; value: unknown }) {
  const { t } = useTranslation('records')
  if (value === undefined || value === null || value === '')
    return <span className={styles.unset}>{t('history.nothing')}</span>
  if (shown.name === 'parent' && typeof value === 'object') {
    const { kind, id } = value as { kind?: unknown; id?: unknown }
    return <FieldView field={{ ...shown.field, to: String(kind) }} value={String(id)} place="change" />
  }
  return <FieldView field={shown.field} value={value} place="change" />
}
