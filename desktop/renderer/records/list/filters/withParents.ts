import { useMemo } from 'react'
import { type AnyKind, parentKinds } from '../../../../../shared/entity.ts'
import type { Kinds } from '../../../../../shared/kinds.ts'
import { parentField } from '../../../../../shared/listFields.ts'
import { rightsOf, type Viewer } from '../../../../../shared/permissions/viewer.ts'
import { useKinds, useViewer } from '../../../data/hooks.ts'
import {
  type FieldWords,
  type ShownField,
  type ShownFields,
  shownFields,
  useFields,
  useFieldWords,
} from '../../fields/shownFields.ts'
import { filterFields } from '../filterFields.ts'

/** The fields of a kind, and those of the records that its own hang on. */
export interface FieldsWithParents extends ShownFields {
  /** By kind of parent: what lists are filtered and grouped by. */
  parents: readonly { kind: AnyKind; label: string; fields: readonly ShownField[] }[]
}

/** Fields as filters and groups name them: `status`, `parent.customer.status`. */
export function useListFields(kind: AnyKind): FieldsWithParents {
  const fields = useFields(kind)
  const kinds = useKinds()
  const viewer = useViewer()
  const words = useFieldWords()
  return useMemo(() => withParents(fields, { kind, kinds, viewer, words }), [fields, kind, kinds, viewer, words])
}

export function withParents(
  fields: ShownFields,
  { kind, kinds, viewer, words }: { kind: AnyKind; kinds: Kinds; viewer: Viewer | undefined; words: FieldWords },
): FieldsWithParents {
  const parents = parentKinds(kind).flatMap(name => {
    const parent = kinds.get(name)
    if (!parent || (viewer && rightsOf(viewer, name).see === 'none')) return []
    const shown = shownFields(parent, viewer, words)
    const { first, others } = filterFields(parent, shown)
    const label = words.label(parent.label.one)
    const title = shown.get('title')
    const all = [...(title ? [title] : []), ...first, ...others].filter(field => field.name !== 'parent')
    return {
      kind: parent,
      label,
      fields: all.map(field => ({
        ...field,
        name: parentField(name, field.name),
        label: `${label} · ${field.label}`,
      })),
    }
  })
  const byName = new Map(parents.flatMap(parent => parent.fields.map(field => [field.name, field] as const)))
  return { ...fields, parents, get: name => fields.get(name) ?? byName.get(name) }
}
