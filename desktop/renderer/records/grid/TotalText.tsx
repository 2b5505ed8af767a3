import type { Field } from '../../../../shared/fields.ts'
import type { Total } from '../../../core/api/groups.ts'
import { type Format, useFormat } from '../../i18n/format.ts'
import { FieldView } from '../fields/FieldView.tsx'
import styles from './total.module.css'
import { totalPlaces } from './totalPlaces.ts'

interface Props {
  field: Field
  totals: readonly Total[]
  /** Of the cell in pixels, whose lines are `mostLines`; absent: they wrap. */
  width?: number
  mostLines?: number
}

/**
 * A field's total: of money one per currency, those of daily use first. Nothing where no record has a value. Never a part
 * of a figure: what has no room is told by its number, and in full to who points at it or has it read out.
 */
export function TotalText({ field, totals, width, mostLines = 1 }: Props) {
  const format = useFormat()
  const told = toldOf(totals)
  const texts = totalTexts(field, totals, format)
  const { shown, lines } = width === undefined ? { shown: told.length } : totalPlaces(texts, width, mostLines)
  const rest = texts.slice(shown)
  return (
    <span
      className={styles.totals}
      data-lines={lines === undefined ? 'any' : lines > 1 ? 'several' : 'one'}
      data-close={mostLines === 1 || undefined}
      title={width === undefined ? undefined : texts.join('\n')}
    >
      {told.slice(0, shown).map(({ currency, sum }) =>
        currency ? (
          <span key={currency} className={styles.total}>
            <FieldView field={field} value={{ amount: sum, currency }} place="cell" />
          </span>
        ) : (
          <span key="sum" className={`${styles.total} numbers`} title={format.exactly(field, sum ?? 0)}>
            {field.kind === 'money' ? '' : format.figure(field, sum ?? 0)}
          </span>
        ),
      )}
      {rest.length > 0 && (
        <span className={styles.rest}>
          <span aria-hidden>+{rest.length}</span>
          <span className={styles.unseen}>{rest.join(', ')}</span>
        </span>
      )}
    </span>
  )
}

const toldOf = (totals: readonly Total[]) => totals.filter(({ sum, currency }) => sum !== null && currency !== '')

/** Each of them as it is written. */
export const totalTexts = (field: Field, totals: readonly Total[], format: Format): string[] =>
  toldOf(totals).map(({ currency, sum }) =>
    currency ? format.money({ amount: sum ?? 0, currency }) : format.figure(field, sum ?? 0),
  )
