import type { AnyKind, Values } from './entity.ts'
import type { FieldErrors } from './errors.ts'
import type { Choice, Field } from './fields.ts'
import { isEmpty } from './value.ts'

/*
 * Choices that a command brings (`broughtBy`): such a choice and the field that says what came of it come together and
 * go together, whatever screen or program writes them. Since nobody but the command and its undo write that field, there
 * is no other way to the choice, or away from it.
 */

/** The command that brings this value of a field; undefined: whoever may write the field sets it. */
export const bringerOf = (field: Pick<Field, 'choices'> | undefined, value: unknown): string | undefined =>
  typeof value === 'string' ? broughtBy(field, value)?.command : undefined

/**
 * What is wrong with a change in this regard, by field. A record that has the one without the other from earlier times
 * may be changed otherwise, and brought in order in both ways. `before` undefined: the record is made.
 */
export function broughtErrors(kind: AnyKind, before: Values | undefined, after: Values): FieldErrors | undefined {
  const errors: FieldErrors = {}
  for (const [name, field] of broughtFields(kind)) {
    const [was, will] = [before?.[name], after[name]]
    if (was === will) continue
    const [went, came] = [broughtBy(field, was), broughtBy(field, will)]
    if (came && isEmpty(after[came.with])) errors[name] = { reason: `broughtBy.${came.command}` }
    else if (went && !isEmpty(after[went.with])) errors[name] = { reason: `takenBack.${went.command}` }
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}

const known = new WeakMap<AnyKind['fields'], readonly [string, Field][]>()

/** Asked at every write: few kinds have any. */
function broughtFields({ fields }: AnyKind): readonly [string, Field][] {
  const found = known.get(fields)
  if (found) return found
  const those = Object.entries(fields).filter(([, { choices = {} }]) =>
    Object.values(choices).some(one => one.broughtBy),
  )
  known.set(fields, those)
  return those
}

function broughtBy(field: Pick<Field, 'choices'> | undefined, value: unknown): Choice['broughtBy'] {
  const choices = field?.choices
  return typeof value === 'string' && choices && Object.hasOwn(choices, value) ? choices[value]?.broughtBy : undefined
}
