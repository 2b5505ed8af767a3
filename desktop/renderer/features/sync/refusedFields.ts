import type { AnyKind } from '../../../../shared/entity.ts'
import type { FieldErrors } from '../../../../shared/errors.ts'
import type { Field, FieldKind } from '../../../../shared/fields.ts'
import type { Kinds } from '../../../../shared/kinds.ts'
import { label } from '../../../../shared/labels.ts'
import type { RefusedItem } from '../../../core/api/functions.ts'

/** A field of a refused entry: what was typed, and what is wrong with it. */
export interface RefusedField {
  name: string
  field: Field
  value: unknown
  error: FieldErrors[string] | undefined
}

/** What a record has besides its own fields; the words come from useFieldLabel. */
const system: Record<string, { kind: FieldKind; to?: string }> = {
  owner: { kind: 'reference', to: 'user' },
  team: { kind: 'reference', to: 'team' },
  archived: { kind: 'boolean' },
}

/** The fields of the entry's first record: those that were typed and those that an error names, the wrong ones first. */
export function refusedFields(kinds: Kinds, item: RefusedItem): { kind: AnyKind | undefined; fields: RefusedField[] } {
  const [patch] = item.patches
  const kind = patch ? kinds.get(patch.kind) : undefined
  if (!patch || !kind) return { kind, fields: [] }
  const errors = item.error.fields ?? {}
  const names = [...new Set([...Object.keys(errors), ...Object.keys(patch.set)])]
  const fields = names.flatMap<RefusedField>(name => {
    const known = system[name]
    const field = kind.fields[name] ?? (known && { ...known, label: label(name, name, name, name) })
    return field ? [{ name, field, value: patch.set[name]?.value, error: errors[name] }] : []
  })
  return { kind, fields }
}

/** The record it was for is no longer to be seen: there is nothing to mend, it can only be sent again as it is. */
export const isForGone = ({ error }: RefusedItem): boolean => error.code === 'record.notFound'

/** May it be mended field by field? Not where a command made it or it touches several records. */
export const isMendable = (item: RefusedItem, fields: readonly RefusedField[]): boolean =>
  item.patches.length === 1 && fields.some(({ name }) => system[name] === undefined)
