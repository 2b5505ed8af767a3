import type { z } from 'zod'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { Choice } from '../../../../shared/fields.ts'
import type { KindLayout } from '../../../../shared/layout.ts'
import type { OwnWords, ownChoice } from '../../../../shared/structures.ts'

/** Where a choice has one of these values. */
export interface When {
  field: string
  is: readonly string[]
}
/** `words` absent: as the definition calls it. */
export type PlannedChoice = z.infer<typeof ownChoice>
export interface PlannedField {
  name: string
  /** The definition needs it: it is always required and always shown. */
  isNeeded: boolean
  required: 'no' | 'always' | When
  shown: 'always' | When
  /** What the definition says of that, while the company says nothing of any field. */
  usual?: 'always' | When
  /** Present where the company has arranged the choices. */
  choices?: readonly PlannedChoice[]
}
export interface PlannedSection {
  name: string
  words?: OwnWords
  fields: readonly PlannedField[]
}

/** The arrangement of a kind in the form in which a person changes it; `layoutFrom` makes a layout of it again. */
export type Plan = readonly PlannedSection[]

/** `kind` with its layout applied, and the layout itself for what the kind no longer tells. */
export function planOf(kind: AnyKind, layout: KindLayout | undefined): Plan {
  const sections = new Map<string, PlannedField[]>()
  for (const { name } of layout?.sections ?? []) sections.set(name, [])
  for (const [name, field] of Object.entries(kind.fields)) {
    const section = field.section ?? 'main'
    const choices = layout?.choices?.[name]
    const shown = visibilityOf(kind, name)
    const planned: PlannedField = {
      name,
      isNeeded: field.required === true,
      required: requirementOf(kind, name),
      shown,
      ...(layout?.shown ? {} : { usual: shown }),
      ...(choices ? { choices } : {}),
    }
    sections.set(section, [...(sections.get(section) ?? []), planned])
  }
  const words = new Map(layout?.sections?.map(section => [section.name, section.words]))
  return [...sections].map(([name, fields]) => {
    const own = words.get(name)
    return { name, ...(own ? { words: own } : {}), fields }
  })
}

function requirementOf(kind: AnyKind, name: string): PlannedField['required'] {
  const rules = (kind.requiredWhen ?? []).filter(rule => rule.fields.includes(name))
  const [first] = rules
  if (kind.fields[name]?.required || rules.some(({ field }) => field === undefined)) return 'always'
  if (first?.field === undefined) return 'no'
  // A field that two choices ask for keeps what the first of them says; a person sees one rule a field.
  const is = rules.filter(({ field }) => field === first.field).flatMap(rule => rule.is ?? [])
  return { field: first.field, is }
}

function visibilityOf(kind: AnyKind, name: string): PlannedField['shown'] {
  const rule = kind.shownWhen?.find(({ fields }) => fields.includes(name))
  return rule ? { field: rule.field, is: [rule.is].flat() } : 'always'
}

export function layoutFrom(plan: Plan): KindLayout {
  const fields = plan.flatMap(section => section.fields)
  const choices = fields.flatMap((field): [string, PlannedChoice[]][] =>
    field.choices ? [[field.name, [...field.choices]]] : [],
  )
  const shown = fields.flatMap(({ name, shown: when }) =>
    when === 'always' ? [] : [{ field: name, when: copy(when) }],
  )
  return {
    sections: plan.map(({ name, words, fields: own }) => ({
      name,
      ...(words ? { words } : {}),
      fields: own.map(field => field.name),
    })),
    required: rulesOf(fields),
    ...(fields.every(field => field.shown === field.usual) ? {} : { shown }),
    ...(choices.length > 0 ? { choices: Object.fromEntries(choices) } : {}),
  }
}

/** Fields with the same rule stand in one. */
function rulesOf(fields: readonly PlannedField[]): NonNullable<KindLayout['required']> {
  const asked = fields.filter(({ isNeeded, required }) => !isNeeded && required !== 'no')
  return [...Map.groupBy(asked, ({ required }) => JSON.stringify(required)).values()].flatMap(group => {
    const rule = group[0]?.required
    const names = group.map(({ name }) => name)
    if (rule === undefined || rule === 'no') return []
    return rule === 'always' ? [{ fields: names }] : [{ when: copy(rule), fields: names }]
  })
}

const copy = ({ field, is }: When) => ({ field, is: [...is] })

/** The choices as they stand, to be arranged: from the plan, or as the definition has them. */
export const choicesOf = (field: PlannedField, defined: Readonly<Record<string, Choice>>): PlannedChoice[] => {
  const given = field.choices ?? []
  const others = Object.keys(defined).filter(key => !given.some(choice => choice.key === key))
  return [...given, ...others.map(key => ({ key }))]
}

export const withField = (plan: Plan, name: string, change: (field: PlannedField) => PlannedField): Plan =>
  plan.map(section => ({
    ...section,
    fields: section.fields.map(field => (field.name === name ? change(field) : field)),
  }))

/** One step up or down; over the edge of a section into the next one. */
export function moved(plan: Plan, name: string, step: -1 | 1): Plan {
  const at = plan.findIndex(section => section.fields.some(field => field.name === name))
  const section = plan[at]
  if (!section) return plan
  const from = section.fields.findIndex(field => field.name === name)
  const to = from + step
  if (to >= 0 && to < section.fields.length) return placed(plan, name, section.name, to)
  const next = plan[at + step]
  return next ? placed(plan, name, next.name, step > 0 ? 0 : next.fields.length) : plan
}

/** The field as the one at `index` of a section. */
export function placed(plan: Plan, name: string, section: string, index: number): Plan {
  const field = plan.flatMap(({ fields }) => fields).find(one => one.name === name)
  if (!field || !plan.some(one => one.name === section)) return plan
  return plan.map(one => {
    const others = one.fields.filter(({ name: other }) => other !== name)
    return { ...one, fields: one.name === section ? others.toSpliced(index, 0, field) : others }
  })
}

/** A further, empty section at the end; its name is not taken yet. */
export function withSection(plan: Plan, words: OwnWords): Plan {
  const names = new Set(plan.map(({ name }) => name))
  let number = plan.length + 1
  while (names.has(`section${number}`)) number++
  return [...plan, { name: `section${number}`, words, fields: [] }]
}

/** A section goes, its fields stand at the end of the one before it (or after it). */
export function withoutSection(plan: Plan, name: string): Plan {
  const at = plan.findIndex(section => section.name === name)
  const gone = plan[at]
  const heir = plan[at - 1] ?? plan[at + 1]
  if (!gone || !heir) return plan
  return plan
    .filter(section => section !== gone)
    .map(section => (section === heir ? { ...section, fields: [...section.fields, ...gone.fields] } : section))
}

export function movedSection(plan: Plan, name: string, step: -1 | 1): Plan {
  const at = plan.findIndex(section => section.name === name)
  const section = plan[at]
  const to = at + step
  return !section || to < 0 || to >= plan.length ? plan : plan.toSpliced(at, 1).toSpliced(to, 0, section)
}
