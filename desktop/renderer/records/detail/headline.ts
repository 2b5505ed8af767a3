import type { AnyKind } from '../../../../shared/entity.ts'
import { isOwned } from '../../../../shared/entity.ts'
import type { Field, FieldKind } from '../../../../shared/fields.ts'
import type { ShownField, ShownFields } from '../fields/shownFields.ts'

interface Headline {
  /** Coloured choices: what state it is in. */
  states: ShownField[]
  /** A few things one opens a record for. */
  facts: ShownField[]
  tags: ShownField | undefined
}

/** What stands at the top of a record: of the list's columns those that say most. */
export function headlineOf(kind: AnyKind, fields: ShownFields): Headline {
  const columns = (kind.list ?? []).flatMap(name => fields.get(name) ?? [])
  const states = columns.filter(({ field }) => isState(field))
  const facts = [...columns.filter(({ field }) => telling.has(field.kind)).slice(0, 2), ...ownerOf(kind, fields)]
  return { states, facts, tags: fields.own.find(({ field }) => field.kind === 'tags') }
}

const isState = (field: Field): boolean =>
  field.kind === 'choice' && Object.values(field.choices ?? {}).some(choice => choice.color)

const telling = new Set<FieldKind>(['phone', 'email', 'money', 'taxNumber', 'date'])

const ownerOf = (kind: AnyKind, fields: ShownFields): ShownField[] => {
  const owner = isOwned(kind) ? fields.get('owner') : undefined
  return owner ? [owner] : []
}
