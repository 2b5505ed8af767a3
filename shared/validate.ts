import { z } from 'zod'
import { clean } from './clean.ts'
import { type AnyKind, isCustom, isOwned, type Rule, systemFields, type Values } from './entity.ts'
import type { FieldErrors } from './errors.ts'
import { recordKey, uuid } from './record.ts'
import { isEmpty } from './value.ts'

export interface Cleaned {
  /** The values in their stored form; undefined clears. Fields in error are left out. */
  values: Values
  errors?: FieldErrors
  /** Accepted, but worth a word on screen (a tax number that looks like a placeholder). */
  warnings: { field: string; reason: string }[]
}

/**
 * Brings new values of single fields into their stored form (a phone to E.164, text without outer blanks) or says what
 * is wrong with each. Knows nothing of rights or of the rest of the record; see recordErrors.
 */
export function cleanChanges(kind: AnyKind, changes: Values): Cleaned {
  const values: Values = {}
  const errors: FieldErrors = {}
  const warnings: Cleaned['warnings'] = []
  for (const [name, value] of Object.entries(changes)) {
    const field = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined
    if (!field && !(systemFields as readonly string[]).includes(name)) {
      errors[name] = { reason: 'unknownField' }
    } else if (isEmpty(value)) {
      values[name] = undefined
    } else {
      const result = field ? clean(field, value) : cleanSystemField(name, value)
      if ('reason' in result)
        errors[name] = { reason: result.reason, ...(result.params ? { params: result.params } : {}) }
      else {
        values[name] = isEmpty(result.value) ? undefined : result.value
        if (result.warning) warnings.push({ field: name, reason: result.warning })
      }
    }
  }
  return { values, warnings, ...(Object.keys(errors).length > 0 ? { errors } : {}) }
}

const systemSchemas: Record<string, z.ZodType> = { owner: uuid, team: uuid, parent: recordKey, archived: z.boolean() }

function cleanSystemField(
  name: string,
  value: unknown,
): { value: unknown; warning?: string } | { reason: string; params?: never } {
  const parsed = systemSchemas[name]?.safeParse(value)
  return parsed?.success ? { value: parsed.data } : { reason: 'badValue' }
}

/**
 * What a whole record (values and system fields) lacks: required fields, one-of groups, sets required by a choice,
 * a parent. With `touched`, a change that sets system fields or tags alone is not held up by gaps it did not make.
 */
export function recordErrors(kind: AnyKind, bag: Values, touched?: readonly string[]): FieldErrors | undefined {
  if (touched && !touched.some(name => kind.fields[name] && kind.fields[name].kind !== 'tags')) return undefined
  const errors: FieldErrors = {}
  const missing = (name: string, reason: string) => {
    if (isEmpty(bag[name])) errors[name] ??= { reason }
  }
  const isUntouched = (name: string) => touched !== undefined && !touched.includes(name)
  for (const [name, field] of Object.entries(kind.fields)) {
    // An own field made mandatory later asks only those who write the record by its form, where they can fill it.
    if (field.required && !(isCustom(name) && isUntouched(name))) missing(name, 'required')
  }
  for (const rule of kind.requiredWhen ?? []) {
    if (!ruleHolds(rule, bag)) continue
    // A company's rule asks nothing of those who change something else.
    const isOver = rule.soft && (rule.field === undefined || isUntouched(rule.field))
    for (const name of rule.fields)
      if (!(isOver && isUntouched(name)) && isShown(kind, name, bag)) missing(name, 'required')
  }
  for (const group of kind.oneOf ?? []) {
    if (group.every(name => isEmpty(bag[name]))) for (const name of group) missing(name, 'oneOf')
  }
  if (kind.parents && !bag['parent']) errors['parent'] = { reason: 'required' }
  if (isOwned(kind) && !bag['owner']) errors['owner'] = { reason: 'required' }
  return Object.keys(errors).length > 0 ? errors : undefined
}

/** The fields a form marks as required for the values it holds now. */
export function requiredFields(kind: AnyKind, values: Values): string[] {
  const always = Object.entries(kind.fields)
    .filter(([, field]) => field.required)
    .map(([name]) => name)
  const byChoice = (kind.requiredWhen ?? [])
    .filter(rule => ruleHolds(rule, values))
    .flatMap(rule => rule.fields)
    .filter(name => isShown(kind, name, values))
  return [...new Set([...always, ...byChoice])]
}

/** Whether forms and details show the field where the others are so; what is filled in is always shown. */
export function isShown(kind: AnyKind, name: string, values: Values): boolean {
  const rules = (kind.shownWhen ?? []).filter(({ fields }) => fields.includes(name))
  if (rules.length === 0 || !isEmpty(values[name])) return true
  return rules.some(({ field, is }) => isOneOf(values[field], is))
}

const ruleHolds = ({ field, is = [] }: Rule, values: Values): boolean =>
  field === undefined || isOneOf(values[field], is)

const isOneOf = (value: unknown, of: string | readonly string[]): boolean =>
  typeof value === 'string' && (typeof of === 'string' ? value === of : of.includes(value))
