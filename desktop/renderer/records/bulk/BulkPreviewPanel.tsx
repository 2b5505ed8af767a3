import { IconCircleCheck, IconInfoCircle, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isEmpty } from '../../../../shared/value.ts'
import type { BulkPreview } from '../../../core/api/operations.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { FieldView } from '../fields/FieldView.tsx'
import type { ShownFields } from '../fields/shownFields.ts'
import styles from './bulk.module.css'
import type { PreviewState } from './useBulkPreview.ts'

/** What a change would do: how many records, how many not and why, and three of them before and after. */
export function BulkPreviewPanel({
  state,
  fields,
  isAsked,
}: {
  state: PreviewState
  fields: ShownFields
  isAsked: boolean
}) {
  const { t } = useTranslation('bulk')
  const { error } = useErrorText()
  const { preview, isCounting } = state
  return (
    <section className={styles.preview} aria-label={t('preview.title')} aria-busy={isCounting}>
      {state.error && !state.error.fields ? (
        <Notice tone="danger" icon={IconInfoCircle}>
          {error(state.error)}
        </Notice>
      ) : preview ? (
        <div className={styles.counted} data-old={isCounting || undefined}>
          <Counts preview={preview} fields={fields} />
          {preview.samples.length > 0 && <Samples preview={preview} fields={fields} />}
        </div>
      ) : (
        <p className={styles.quiet}>{isAsked && !state.error ? t('preview.counting') : t('preview.waiting')}</p>
      )}
    </section>
  )
}

function Counts({ preview, fields }: { preview: BulkPreview; fields: ShownFields }) {
  const { t } = useTranslation('bulk')
  const { error, fieldError } = useErrorText()
  const { number } = useFormat()
  const { change, same, left, refusal } = preview
  return (
    <>
      <p className={styles.change} role="status">
        {change > 0 ? t('preview.change', { count: change, shown: number(change) }) : t('preview.nothing')}
      </p>
      <ul className={styles.counts}>
        {same > 0 && (
          <li>
            <IconCircleCheck size={16} stroke={1.5} aria-hidden />
            <span>{t('preview.same', { count: same, shown: number(same) })}</span>
          </li>
        )}
        {left.map(({ error: why, count, titles }) => (
          <li key={JSON.stringify(why)}>
            <IconLock size={16} stroke={1.5} aria-hidden />
            <span>
              {t('preview.left', { count, shown: number(count) })}
              <span className={styles.why}>
                {why.fields
                  ? Object.entries(why.fields)
                      .map(([name, reason]) => `${fields.get(name)?.label ?? name}: ${fieldError(reason)}`)
                      .join(' ')
                  : error(why)}
                {titles.filter(Boolean).length > 0 && (
                  <> {t('preview.leftTitles', { titles: titles.filter(Boolean).join(', ') })}</>
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {refusal && (
        <Notice tone="needs" icon={IconLock} isAlert>
          {error(refusal)}
        </Notice>
      )}
    </>
  )
}

function Samples({ preview, fields }: { preview: BulkPreview; fields: ShownFields }) {
  const { t } = useTranslation('bulk')
  const value = (name: string, held: unknown) => {
    const shown = fields.get(name)
    if (isEmpty(held)) return <span className={styles.quiet}>{t('preview.empty')}</span>
    return shown ? <FieldView field={shown.field} value={held} place="change" /> : String(held)
  }
  return (
    <table className={styles.samples}>
      <caption>{t('preview.samples')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('preview.record')}</th>
          <th scope="col">{t('field')}</th>
          <th scope="col">{t('preview.old')}</th>
          <th scope="col">{t('preview.new')}</th>
        </tr>
      </thead>
      <tbody>
        {preview.samples.flatMap(({ id, title, changes }) =>
          changes.map(({ field, old, new: next }, at) => (
            <tr key={`${id}.${field}`}>
              <th scope="row">{at === 0 ? title : ''}</th>
              <td className={styles.quiet}>{fields.get(field)?.label ?? field}</td>
              <td className={styles.was}>{value(field, old)}</td>
              <td className={styles.becomes}>{value(field, next)}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  )
}
