import { type AnyKind, parentKinds } from './entity.ts'
import type { Field } from './fields.ts'
import type { Kinds } from './kinds.ts'

/**
 * Fields whose change is worth telling where the whole story of a record is told: its state (choices with colours), whose
 * it is, whether it is put away, and what a command made of it. Every other change is an edit among edits.
 */
export const tellingFields = (kind: AnyKind): ReadonlySet<string> =>
  new Set([
    'owner',
    'archived',
    ...Object.entries(kind.fields)
      .filter(([, field]) => isState(field) || (field.kind === 'reference' && field.readOnly === true))
      .map(([name]) => name),
  ])

/** A choice whose values have colours: what state a record is in. */
export const isState = (field: Field): boolean =>
  field.kind === 'choice' && Object.values(field.choices ?? {}).some(choice => choice.color)

/** Kinds whose records hang on or are about records of this kind, in the order of the rail. */
export const childKinds = (kinds: Kinds, kind: string): AnyKind[] =>
  kinds.all.filter(child => parentKinds(child).includes(kind))

/** Of those the kinds that declare moments: what the timeline of a record of this kind tells from. */
export const timelineKinds = (kinds: Kinds, kind: string): AnyKind[] =>
  childKinds(kinds, kind).filter(child => child.timeline)
