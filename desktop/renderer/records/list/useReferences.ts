import { useMemo } from 'react'
import type { RecordKey } from '../../../../shared/record.ts'
import { useKinds } from '../../data/hooks.ts'
import { referencesIn } from '../../i18n/valueText.ts'
import { fieldValue } from '../fields/recordValue.ts'
import type { Places } from './inSight.ts'
import type { ListColumn } from './useColumns.ts'
import type { ListRows } from './useListRows.ts'

/** What the rows on screen and near it point to, to be asked for in one question; small kinds are known anyway. */
export function useReferences(
  columns: readonly ListColumn[],
  rows: ListRows,
  { first, last }: Places,
): readonly RecordKey[] {
  const kinds = useKinds()
  const pointing = useMemo(
    () => columns.filter(({ field, name }) => field.to && name !== 'parent' && kinds.get(field.to)?.shared !== true),
    [columns, kinds],
  )
  return useMemo(() => {
    if (pointing.length === 0) return none
    const keys: RecordKey[] = []
    for (let index = first; index <= last; index++) {
      const row = rows.rowAt(index)
      if (row) for (const { field, name } of pointing) keys.push(...referencesIn(field, fieldValue(row, name)))
    }
    return keys
  }, [pointing, rows, first, last])
}

const none: readonly RecordKey[] = []
