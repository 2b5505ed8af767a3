import { z } from 'zod'
import type { AnyKind, Condition, Rule, Values } from './entity.ts'
import type { Choice, Field } from './fields.ts'
import { fieldName } from './record.ts'
import { ownChoice, ownWords, wordsIn } from './structures.ts'

/*
 * How a company arranges a kind: the setting `layout.<kind>`. It never takes away what the definition needs: fields the
 * layout does not name stand after those it names, and choices it does not name stay readable.
 */

const name = z.string().max(80)
const when = z.strictObject({ field: name, is: z.array(z.string().max(80)).min(1).max(50) })

export const kindLayout = z.strictObject({
  /** Sections of forms and details, with their fields, in this order. `words` absent: the section's usual name. */
  sections: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
        words: ownWords.optional(),
        fields: z.array(fieldName).max(200),
      }),
    )
    .max(30)
    .optional(),
  /** Present: these instead of the sets that the definition asks for; `when` absent: always. */
  required: z
    .array(z.strictObject({ when: when.optional(), fields: z.array(fieldName).max(100) }))
    .max(50)
    .optional(),
  /** Fields that are shown only where a choice has one of these values. Present: these instead of the definition's. */
  shown: z
    .array(z.strictObject({ field: fieldName, when }))
    .max(100)
    .optional(),
  /** Choices of choice fields: order, words, colour, and further ones; `retired` ones are not offered any more. */
  choices: z.record(fieldName, z.array(ownChoice).max(200)).optional(),
})
export type KindLayout = z.infer<typeof kindLayout>

const prefix = 'layout.'
export const layoutKey = (kind: string): string => `${prefix}${kind}`

/** The layout of a kind among settings' values; one that cannot be read is none. */
export function layoutAmong(settings: readonly Values[], kind: string): KindLayout | undefined {
  const found = settings.find(values => values['key'] === layoutKey(kind) && values['of'] === undefined)
  return found && kindLayout.safeParse(found['value']).data
}

/** Whether a setting arranges a kind. */
export const isLayout = (values: Values): boolean =>
  typeof values['key'] === 'string' && values['key'].startsWith(prefix) && values['of'] === undefined

/** The kind as the layout has it. What the layout names and the kind has not (any more) is left out. */
export function withLayout(kind: AnyKind, layout: KindLayout): AnyKind {
  const fields = ordered(withChoices(kind.fields, layout), layout)
  const isField = (field: string) => Object.hasOwn(fields, field)
  const rules = layout.required?.map(
    ({ when, fields: names }): Rule => ({
      ...(when ? { field: when.field, is: when.is } : {}),
      fields: names.filter(isField),
      soft: true,
    }),
  )
  const sections = layout.sections?.flatMap(({ name, words }) => (words ? [[name, wordsIn(words)] as const] : []))
  return {
    ...kind,
    fields,
    ...(rules ? { requiredWhen: rules.filter(rule => rule.field === undefined || isField(rule.field)) } : {}),
    ...(sections?.length ? { sections: Object.fromEntries(sections) } : {}),
    ...conditionsOf(kind, layout),
  }
}

function conditionsOf(
  { fields, shownWhen }: AnyKind,
  { shown, choices = {} }: KindLayout,
): { shownWhen?: readonly Condition[] } {
  if (shown) {
    const isField = (name: string) => Object.hasOwn(fields, name)
    const those = shown.filter(({ field, when }) => isField(field) && !fields[field]?.required && isField(when.field))
    return { shownWhen: those.map(({ field, when }) => ({ ...when, fields: [field] })) }
  }
  if (!shownWhen) return {}
  // The definition knows nothing of a choice that the company made: there it hides nothing.
  const madeFor = (name: string) =>
    (choices[name] ?? []).map(({ key }) => key).filter(key => !Object.hasOwn(fields[name]?.choices ?? {}, key))
  return { shownWhen: shownWhen.map(rule => ({ ...rule, is: [rule.is].flat().concat(madeFor(rule.field)) })) }
}

/** Those that the layout names, in its order and sections; then the others as they were. */
function ordered(fields: AnyKind['fields'], { sections }: KindLayout): AnyKind['fields'] {
  if (!sections) return fields
  const placed = new Map<string, Field>()
  for (const section of sections)
    for (const name of section.fields) {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (field && !placed.has(name)) placed.set(name, { ...field, section: section.name })
    }
  return { ...Object.fromEntries(placed), ...withoutKeys(fields, placed) }
}

const withoutKeys = (fields: AnyKind['fields'], keys: ReadonlyMap<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !keys.has(name)))

function withChoices(fields: AnyKind['fields'], { choices }: KindLayout): AnyKind['fields'] {
  if (!choices) return fields
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const given = choices[name]
      const isChosen = field.kind === 'choice' || field.kind === 'multiChoice'
      return [name, given && isChosen ? { ...field, choices: arranged(field.choices ?? {}, given) } : field]
    }),
  )
}

/** Own words and colours over those of the definition; what is not named stays at the end. */
function arranged(
  defined: Readonly<Record<string, Choice>>,
  given: readonly z.infer<typeof ownChoice>[],
): Record<string, Choice> {
  const named = given.map(({ key, words, color, retired }): [string, Choice] => {
    const usual = defined[key]
    return [
      key,
      {
        label: words ? wordsIn(words) : (usual?.label ?? wordsIn({ tr: key })),
        ...((color ?? usual?.color) ? { color: color ?? usual?.color } : {}),
        ...(retired ? { retired } : {}),
        ...(usual?.broughtBy ? { broughtBy: usual.broughtBy } : {}),
      } as Choice,
    ]
  })
  return { ...Object.fromEntries(named), ...withoutChoices(defined, new Set(given.map(({ key }) => key))) }
}

const withoutChoices = (defined: Readonly<Record<string, Choice>>, keys: ReadonlySet<string>) =>
  Object.fromEntries(Object.entries(defined).filter(([key]) => !keys.has(key)))
