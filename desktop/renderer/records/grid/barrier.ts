import { type AnyKind, isCustom, isOwned } from '../../../../shared/entity.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import type { ShownField } from '../fields/shownFields.ts'
import type { Rights } from '../rights.ts'
import { cellFacts } from './cellEditors.ts'

/**
 * Why a cell cannot be edited (`grid:barriers.<name>`): its text is made of others, Pergel writes it, the field is not
 * the viewer's to write, the record is not, or it has a place of its own elsewhere.
 */
export type Barrier = 'title' | 'system' | 'field' | 'record' | 'elsewhere'

/** What keeps the viewer from editing this cell; undefined where nothing does. Without a row: any cell of the column. */
export function barrierOf(kind: AnyKind, shown: ShownField, rights: Rights, row?: ListRow): Barrier | undefined {
  const { name, field } = shown
  if (name === 'title') return 'title'
  // A part of an address, or a field of the record that this one hangs on.
  if (!isCustom(name) && name.includes('.')) return 'elsewhere'
  if (shown.isSystem && !(name === 'owner' && isOwned(kind))) return 'system'
  if (cellFacts[field.kind].editing === 'elsewhere') return 'elsewhere'
  if (kind.fields[name]?.readOnly) return 'system'
  if (!rights.canWrite(name)) return 'field'
  return row === undefined || rights.can('edit', row) ? undefined : 'record'
}
