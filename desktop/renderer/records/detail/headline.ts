import type { AnyKind } from '../../../../shared/entity.ts'
import { isOwned } from '../../../../shared/entity.ts'
import type { FieldKind } from '../../../../shared/fields.ts'
import { isState } from '../../../../shared/timeline.ts'
import type { ShownField, ShownFields } from '../fields/shownFields.ts'

interface Headline {
  /** Coloured choices: what state it is in. */
  states: ShownField[]
  /** A few things one opens a record for. */
  facts: ShownField[]
  tags: ShownField | undefined
}

/** What stands at the top of a record: every state it has, and of the list's columns those that say most. */
export function headlineOf(kind: AnyKind, fields: ShownFields): Headline {
  const columns = (kind.list ?? []).flatMap(name => fields.get(name) ?? [])
  const states = fields.own.filter(({ field }) => isState(field))
  const facts = [...columns.filter(({ field }) => telling.has(field.kind)).slice(0, 2), ...ownerOf(kind, fields)]
  return { states, facts, tags: fields.own.find(({ field }) => field.kind === 'tags') }
}

const telling = new Set<FieldKind>(['phone', 'email', 'money', 'taxNumber', 'date'])

const ownerOf = (kind: AnyKind, fields: ShownFields): ShownField[] => {
  const owner = isOwned(kind) ? fields.get('owner') : undefined
  return owner ? [owner] : []
}
