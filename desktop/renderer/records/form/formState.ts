import { broughtErrors } from '../../../../shared/broughtChoices.ts'
import type { AnyKind, Values } from '../../../../shared/entity.ts'
import { isOwned } from '../../../../shared/entity.ts'
import type { FieldErrors } from '../../../../shared/errors.ts'
import { builtInKinds } from '../../../../shared/kinds.ts'
import type { FieldChange } from '../../../../shared/record.ts'
import { cleanChanges, recordErrors, requiredFields } from '../../../../shared/validate.ts'
import { isEmpty, sameValue } from '../../../../shared/value.ts'
import { cleanTyped } from '../fields/cleanTyped.ts'

/** A form being filled: what it was opened with, and what has been typed since. */
export interface FormState {
  /** The record as this form knows it (values and system fields), or what a new one begins with. */
  base: Values
  /** Fields that were changed here; undefined where one was emptied. */
  typed: Values
}

export const valuesOf = ({ base, typed }: FormState): Values => ({ ...base, ...typed })

/** A field typed back to what it was counts as untouched. */
export function withValue(state: FormState, name: string, value: unknown): FormState {
  const { [name]: _, ...others } = state.typed
  const isBack = sameValue(value, state.base[name]) || (isEmpty(value) && isEmpty(state.base[name]))
  return { ...state, typed: isBack ? others : { ...others, [name]: value } }
}

/**
 * The record changed underneath: fields that were not touched here follow it; touched ones keep the base they were
 * opened with, so that the server can tell what this person had seen.
 */
export function withRecord(state: FormState, record: Values): FormState {
  const base: Values = { ...record }
  for (const name of Object.keys(state.typed)) {
    if (state.base[name] === undefined) delete base[name]
    else base[name] = state.base[name]
  }
  return sameValue(base, state.base) ? state : { ...state, base }
}

/** Touched fields that somebody else changed since, with what stands there now. */
export const overtaken = (state: FormState, record: Values): [name: string, now: unknown][] =>
  Object.keys(state.typed)
    .filter(name => !sameValue(record[name], state.base[name]) && !sameValue(record[name], state.typed[name]))
    .map(name => [name, record[name]])

/** The person has seen what stands there now and keeps the typed value, or takes the other. */
export function withSeen(state: FormState, name: string, now: unknown, keep: 'mine' | 'theirs'): FormState {
  const base = { ...state.base }
  if (now === undefined) delete base[name]
  else base[name] = now
  const { [name]: mine, ...typed } = state.typed
  return { base, typed: keep === 'mine' ? { ...typed, [name]: mine } : typed }
}

/** What the next new record of the kind begins with after this one: it hangs on the same record. */
export const givenOn = (kind: AnyKind, { parent }: Values): Values =>
  kind.parents && !isEmpty(parent) ? { parent } : {}

/** What is sent: only the changed fields, each in its stored form with the base it was changed from. */
export function changesOf(kind: AnyKind, state: FormState, isNew: boolean): Record<string, FieldChange> {
  const sent = isNew ? valuesOf(state) : state.typed
  const { values } = cleanChanges(kind, sent)
  const set: Record<string, FieldChange> = {}
  for (const [name, value] of Object.entries(values)) {
    if (isNew) {
      if (value !== undefined) set[name] = { value }
    } else if (!sameValue(value, state.base[name])) {
      set[name] = {
        ...(state.base[name] === undefined ? {} : { base: state.base[name] }),
        ...(value === undefined ? {} : { value }),
      }
    }
  }
  return set
}

export interface Checked {
  errors: FieldErrors
  warnings: { field: string; reason: string }[]
  /** Fields that must be filled for the values as they are. */
  required: ReadonlySet<string>
  /** Fields of which one must be filled and none is, each with all of its group. */
  oneOf: ReadonlyMap<string, readonly string[]>
  /** Of those, and of "one of these" groups, what is still empty. */
  missing: string[]
}

/** What stands in the way of saving. Fields that the viewer may not see are the server's to judge. */
export function check(kind: AnyKind, state: FormState, isNew: boolean, isShown: (name: string) => boolean): Checked {
  const bag = valuesOf(state)
  const touched = Object.keys(state.typed)
  const sent = isNew ? bag : state.typed
  const cleaned = cleanChanges(kind, sent)
  // What the viewer may not see may well be filled in a record that exists.
  const groups = (kind.oneOf ?? []).filter(group => isNew || group.every(isShown))
  const after = { ...bag, ...cleaned.values }
  const lacking = recordErrors({ ...kind, oneOf: groups }, after, isNew ? undefined : touched)
  const brought = broughtErrors(kind, isNew ? undefined : state.base, after)
  const errors = Object.fromEntries(
    Object.entries({ ...lacking, ...brought, ...cleaned.errors, ...closerErrors(kind, sent) }).filter(
      ([name]) => isShown(name) || name === 'parent',
    ),
  )
  const open = groups.filter(group => group.every(name => isEmpty(bag[name]))).map(group => group.filter(isShown))
  const required = requiredFields(kind, bag).filter(isShown)
  const hasOwner = isOwned(kind)
  const hasParent = kind.parents !== undefined && isNew
  return {
    errors,
    warnings: cleaned.warnings,
    required: new Set([...required, ...(hasOwner ? ['owner'] : []), ...(hasParent ? ['parent'] : [])]),
    oneOf: new Map(open.flatMap(group => group.map(name => [name, group]))),
    // A group lacks one field, whichever it will be.
    missing: [
      ...(hasParent && isEmpty(bag['parent']) ? ['parent'] : []),
      ...required.filter(name => isEmpty(bag[name])),
      ...open.flatMap(([first]) => first ?? []),
    ],
  }
}

/** What is wrong with what was typed, for each field that has a value. */
function closerErrors(kind: AnyKind, sent: Values): FieldErrors {
  const errors: FieldErrors = {}
  for (const [name, value] of Object.entries(sent)) {
    const field = kind.fields[name]
    if (!field || isEmpty(value)) continue
    const cleaned = cleanTyped(field, value)
    if ('reason' in cleaned) errors[name] = cleaned
  }
  return errors
}

/**
 * What a new record begins with. A required choice whose options have colours is a state, one that the definition shows
 * fields by says of which sort the record is; records begin in the first one of both.
 */
export function startValues(kind: AnyKind, viewer: { user: string } | undefined, given: Values): Values {
  const start: Values = {}
  const sorts = new Set(builtInKinds.get(kind.name)?.shownWhen?.map(rule => rule.field))
  for (const [name, field] of Object.entries(kind.fields)) {
    if (field.kind !== 'choice' || !field.required || field.readOnly) continue
    const first = Object.entries(field.choices ?? {}).find(([, choice]) => !choice.broughtBy)
    if (first && (first[1].color || sorts.has(name))) start[name] = first[0]
  }
  if (isOwned(kind) && viewer) start['owner'] = viewer.user
  return { ...start, ...given }
}
