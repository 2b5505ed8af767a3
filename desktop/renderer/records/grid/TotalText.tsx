import type { Field } from '../../../../shared/fields.ts'
import type { Total } from '../../../core/api/groups.ts'
import { useFormat } from '../../i18n/format.ts'
import { FieldView } from '../fields/FieldView.tsx'
import styles from './total.module.css'

/** A field's total: of money one per currency, those of daily use first. Nothing where no record has a value. */
export function TotalText({ field, totals }: { field: Field; totals: readonly Total[] }) {
  const { figure, exactly } = useFormat()
  const told = totals.filter(({ sum }) => sum !== null)
  return (
    <span className={styles.totals}>
      {told.map(({ currency, sum }) =>
        currency ? (
          <FieldView key={currency} field={field} value={{ amount: sum, currency }} place="cell" />
        ) : (
          <span key="sum" className="numbers" title={exactly(field, sum ?? 0)}>
            {field.kind === 'money' ? '' : figure(field, sum ?? 0)}
          </span>
        ),
      )}
    </span>
  )
}
