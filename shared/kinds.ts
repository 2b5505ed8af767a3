import type { z } from 'zod'
import { allKinds } from './entities/index.ts'
import { type AnyKind, customPrefix, type Values } from './entity.ts'
import { AppError } from './errors.ts'
import { type Choice, type Field, type FieldKind, fieldFacts } from './fields.ts'
import { isLayout, layoutAmong, withLayout } from './layout.ts'
import { fieldName } from './record.ts'
import { structures, wordsIn } from './structures.ts'
import { canonicalJson } from './value.ts'

/** The kinds as one company has them: the definitions and its own fields. Everything generic starts from here. */
export interface Kinds {
  all: readonly AnyKind[]
  get(name: string): AnyKind | undefined
  /** Throws `input.invalid` for a kind nobody defined. */
  require(name: string): AnyKind
}

/** Own fields may be of any kind but those the engine keeps for itself. */
const ownTypes = new Set<string>(Object.keys(fieldFacts).filter(kind => kind !== 'structure' && kind !== 'lines'))

/** Field kinds whose members are always of one kind. */
const targets: Readonly<Record<string, string>> = { tags: 'tag', files: 'file' }

/**
 * `given`: values of the kinds that change definitions, own fields and the settings that are layouts, in any order.
 * Archived and unreadable ones are left out by the caller and here.
 */
export function kindsWith(given: readonly Values[]): Kinds {
  const byName = new Map(
    allKinds.map(kind => {
      const own = given.filter(values => values['of'] === kind.name)
      const layout = layoutAmong(given, kind.name)
      const whole = withOwnFields(kind, own)
      return [kind.name, layout ? withLayout(whole, layout) : whole]
    }),
  )
  return {
    all: [...byName.values()],
    get: name => byName.get(name),
    require: name => {
      const kind = byName.get(name)
      if (!kind) throw new AppError('input.invalid', { fields: { kind: { reason: 'unknownKind' } } })
      return kind
    },
  }
}

/** Kinds whose records may change definitions; `isDefining` says which of them do. */
export const definingKinds = ['ownField', 'setting'] as const
export const isDefining = (kind: string, values: Values): boolean =>
  kind === 'ownField' || (kind === 'setting' && isLayout(values))

export const builtInKinds: Kinds = kindsWith([])

function withOwnFields(kind: AnyKind, ownFields: readonly Values[]): AnyKind {
  if (ownFields.length === 0) return kind
  const own = new Map<string, [string, Field]>()
  for (const values of ownFields.toSorted(byPlace))
    for (const entry of ownFieldEntry(values)) {
      // A narrow table does not tell columns apart by case. The first one counts, on every machine the same.
      const column = entry[0].toLowerCase()
      if (!own.has(column)) own.set(column, entry)
    }
  return { ...kind, fields: { ...kind.fields, ...Object.fromEntries(own.values()) } }
}

function byPlace(a: Values, b: Values): number {
  const place = (values: Values): string => canonicalJson([values['key'], values['type'], values])
  const first = Number(a['position'] ?? 0) - Number(b['position'] ?? 0)
  return first !== 0 ? first : place(a) < place(b) ? -1 : 1
}

function ownFieldEntry(values: Values): [string, Field][] {
  const type = String(values['type'])
  const name = `${customPrefix}${String(values['key'])}`
  const words = structures.words.safeParse(values['words'])
  const { data: choices, success: areChoices } = structures.ownChoices.optional().safeParse(values['choices'])
  const target = targets[type] ?? values['target']
  if (!ownTypes.has(type) || !fieldName.safeParse(name).success) return []
  if (!words.success || !areChoices) return []
  if ((type === 'choice' || type === 'multiChoice') && !choices) return []
  if ((type === 'reference' || type === 'references') && !allKinds.some(kind => kind.name === target)) return []
  const field: Field = {
    kind: type as FieldKind,
    label: wordsIn(words.data),
    section: 'own',
    ...(values['mandatory'] === true ? { required: true } : {}),
    ...(choices ? { choices: Object.fromEntries(choices.map(c => [c.key, ownChoiceOf(c)])) } : {}),
    ...(typeof target === 'string' ? { to: target } : {}),
  }
  return [[name, field]]
}

const ownChoiceOf = ({ words, color, retired }: z.infer<typeof structures.ownChoices>[number]): Choice => ({
  label: wordsIn(words),
  ...(color ? { color } : {}),
  ...(retired ? { retired } : {}),
})
