// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Format } from '../../i18n/format.ts'
import { TotalText, totalTexts } from '../grid/TotalText.tsx'
import { totalPlaces } from '../grid/totalPlaces.ts'
import type { Totals } from './rowModel.ts'
import styles from './totals.module.css'
import type { ListColumn } from './useColumns.ts'

interface Props {
  columns: readonly ListColumn[]
  totals: Totals
  width: number
  height: number
  /** Its row in the grid, from 1. */
  rowIndex: number
}

/** Stays at the foot of the table: the sum of each column of figures over the whole list. */
export const TableFoot = memo(function TableFoot({ columns, totals, width, height, rowIndex }: Props) {
  const { t } = useTranslation('lists')
  return (
    <div role="rowgroup" className={styles.foot} style={{ width, minHeight: height }}>
      <div role="row" aria-rowindex={rowIndex} className={styles.footRow}>
        <div role="gridcell" className={styles.selectCell} />
        {columns.map((column, at) => (
          <div
            key={column.name}
            role="gridcell"
            className={styles.cell}
            data-figure={column.isFigure || undefined}
            data-pinned={column.left !== undefined || undefined}
            style={{ width: column.width, ...(column.left === undefined ? {} : { left: column.left }) }}
          >
            {at === 0 && <span className={styles.label}>{t('totals.label')}</span>}
            {at > 0 && totals[column.name] && (
              <TotalText
                field={column.field}
                totals={totals[column.name] ?? []}
                width={column.width}
                mostLines={mostLines}
              />
            )}
          </div>
        ))}
      </div>
    </div>
  )
})

/** More currencies than that are told by their number. */
const mostLines = 3
const lineHeight = 20

/** In pixels: as high as a row, or as its currencies are many. */
export function footHeight(columns: readonly ListColumn[], totals: Totals, rowHeight: number, format: Format): number {
  const lines = columns.map(({ field, name, width }) =>
    totals[name] ? totalPlaces(totalTexts(field, totals[name], format), width, mostLines).lines : 1,
  )
  return Math.max(rowHeight, Math.max(...lines) * lineHeight + 10)
}
