import type { Field, Fields, ValuesOf } from './fields.ts'
import type { KindLabel, Label } from './labels.ts'
import type { BuiltInRole, KindRights } from './permissions/rights.ts'

/** Values of a record whose kind is not known statically. Absent means not set; `null` never stands in a record. */
export type Values = Record<string, unknown>

export interface Kind<F extends Fields = Fields> {
  /** Singular, camelCase; what stands in the log and on the wire. */
  name: string
  /** Plural, kebab-case; the path in REST. */
  plural: string
  module: string
  label: KindLabel
  fields: F
  /** What the record is called in lists, references and search. */
  title: (values: ValuesOf<F>) => string
  /** Kinds a record of this kind belongs to; it inherits their visibility key. */
  parents?: readonly string[]
  /** Kinds a record may be about, kept as its parent; unlike a parent it may be absent and gives no visibility key. */
  links?: readonly string[]
  /**
   * The field whose text gives a record its id (derivedId in ids.ts), so that two who make the same apart from each other
   * make one record.
   */
  idFrom?: keyof F & string
  /** Of each group at least one field must be set. */
  oneOf?: readonly (readonly (keyof F & string)[])[]
  /** Further required fields where a choice has a value. */
  requiredWhen?: readonly { field: keyof F & string; is: string; fields: readonly (keyof F & string)[] }[]
  /**
   * Fields that forms and details show only where a choice has one of these values; what is filled in is always shown.
   * A company may say otherwise (layout.ts).
   */
  shownWhen?: readonly {
    field: keyof F & string
    is: string | readonly string[]
    fields: readonly (keyof F & string)[]
  }[]
  /** Fields that change together: a clash in one is a clash in all (status and lost reason). */
  together?: readonly (readonly (keyof F & string)[])[]
  /** Columns a list shows at first, after the title. `owner`, `createdAt`, `updatedAt` are allowed too. */
  list?: readonly string[]
  /** Fields offered first as filters. */
  filters?: readonly string[]
  /** Its moments stand in the timeline of what it hangs on: `createdAt`, or fields of its own that hold an instant. */
  timeline?: readonly ((keyof F & string) | 'createdAt')[]
  /**
   * Its records are dealings with what they hang on or are about (a call, an order), each at this moment: a company's
   * rules count them and move that record's stage (rules/stageRules.ts).
   */
  dealing?: (keyof F & string) | 'createdAt'
  rights: Record<BuiltInRole, KindRights>
  /** Records have no owner and are seen by everybody who may see the kind (tags, users). */
  shared?: boolean
  /** Only who made a record changes it, whatever a role gives besides; administrators may archive it. */
  authorOnly?: boolean
  /** Belongs to one person and to nobody else, so no REST: a key is nobody. */
  personal?: boolean
  /** Not offered in the module rail, in REST writing or as a filter target; the engine's own bookkeeping. */
  internal?: boolean
}
/** Further required fields: where a choice has a value (one of several), or, without `field`, always. */
export interface Rule {
  field?: string
  is?: string | readonly string[]
  fields: readonly string[]
  /** A company's rule: it asks only those who make a record, touch the field, or choose what asks for it. */
  soft?: boolean
}

/** Where a choice has one of these values. */
export interface Condition {
  field: string
  is: string | readonly string[]
  fields: readonly string[]
}

/** A kind whose fields are not known statically, for code that walks them. Own fields are among its fields. */
export type AnyKind = Omit<
  Kind,
  'title' | 'idFrom' | 'oneOf' | 'requiredWhen' | 'shownWhen' | 'together' | 'timeline' | 'dealing'
> & {
  title: (values: Values) => string
  idFrom?: string
  oneOf?: readonly (readonly string[])[]
  requiredWhen?: readonly Rule[]
  shownWhen?: readonly Condition[]
  together?: readonly (readonly string[])[]
  timeline?: readonly string[]
  dealing?: string
  /** Names of sections that a company gave (layout.ts). */
  sections?: Readonly<Record<string, Label>>
}

/** Names that RxDB, SQL rows or the record itself use (rxdb SC17, record.ts). */
const reserved = new Set(
  `id kind epoch number owner team parent archived createdAt createdBy updatedAt updatedBy values stubs title deleted
   collection update get remove patch modify revision primary populate close custom company rev`.split(/\s+/),
)

/** Checks a definition once, at start: a wrong one is a bug and throws. */
export function defineKind<const F extends Fields>(kind: Kind<F>): Kind<F> {
  for (const name of Object.keys(kind.fields)) {
    if (reserved.has(name) || !/^[a-z][a-zA-Z0-9]*$/.test(name))
      throw new Error(`${kind.name}.${name}: reserved or malformed`)
    const f: Field | undefined = kind.fields[name]
    if ((f?.kind === 'choice' || f?.kind === 'multiChoice') && !f.choices)
      throw new Error(`${kind.name}.${name}: no choices`)
    if ((f?.kind === 'reference' || f?.kind === 'references') && !f.to)
      throw new Error(`${kind.name}.${name}: no target`)
    for (const { broughtBy } of Object.values(f?.choices ?? {}))
      if (broughtBy && (f?.kind !== 'choice' || !kind.fields[broughtBy.with]?.readOnly))
        throw new Error(`${kind.name}.${name}: brought with nothing`)
    const of = f?.stamps && kind.fields[f.stamps.field]
    if (f?.stamps && !(f.kind === 'dateTime' && f.readOnly && of?.choices?.[f.stamps.is]))
      throw new Error(`${kind.name}.${name}: stamps nothing`)
  }
  for (const { field: by, is, fields } of kind.shownWhen ?? []) {
    const choices = kind.fields[by]?.choices
    if (![is].flat().every(value => choices?.[value]) || fields.some(name => kind.fields[name]?.required))
      throw new Error(`${kind.name}.${fields.join()}: shown where it cannot be`)
  }
  for (const name of kind.timeline ?? [])
    if (name !== 'createdAt' && kind.fields[name]?.kind !== 'dateTime')
      throw new Error(`${kind.name}.${name}: no moment`)
  const { dealing } = kind
  const isMoment = dealing === 'createdAt' || /^date(Time)?$/.test(kind.fields[dealing ?? '']?.kind ?? '')
  if (dealing !== undefined && !(isMoment && parentKinds(kind).length > 0))
    throw new Error(`${kind.name}: a dealing with nothing, or at no moment`)
  return kind
}

/** The kinds that a record's `parent` may be of; none for kinds that hang on nothing. */
export const parentKinds = (kind: Pick<AnyKind, 'parents' | 'links'>): readonly string[] =>
  kind.parents ?? kind.links ?? []

/** Whether a record has an owner of its own, and does not follow a parent. */
export const isOwned = (kind: Pick<AnyKind, 'parents' | 'shared'>): boolean => !kind.shared && !kind.parents

/** Whether programs may work with records of this kind by REST. */
export const isInRest = (kind: Pick<AnyKind, 'internal' | 'personal'>): boolean => !kind.internal && !kind.personal

/** The fields that every kind with an owner has besides its own; set like the others in patches, filtered and listed. */
export const systemFields = ['owner', 'team', 'parent', 'archived'] as const

/** Own fields of a company stand among a record's values under this prefix: `custom.colour`. */
export const customPrefix = 'custom.'
export const isCustom = (field: string): boolean => field.startsWith(customPrefix)
