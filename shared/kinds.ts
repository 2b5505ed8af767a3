import { allKinds } from './entities/index.ts'
import { type AnyKind, customPrefix, type Values } from './entity.ts'
import { AppError } from './errors.ts'
import { type Choice, type Field, type FieldKind, fieldFacts } from './fields.ts'
import { type OwnWords, wordsIn } from './structures.ts'

/** The kinds as one company has them: the definitions and its own fields. Everything generic starts from here. */
export interface Kinds {
  all: readonly AnyKind[]
  get(name: string): AnyKind | undefined
  /** Throws `input.invalid` for a kind nobody defined. */
  require(name: string): AnyKind
}

/** Own fields may be of any kind but those the engine keeps for itself. */
const ownTypes = new Set<string>(Object.keys(fieldFacts).filter(kind => kind !== 'structure' && kind !== 'lines'))

/** `ownFields`: values of the kind `ownField`; archived and unreadable ones are left out by the caller and here. */
export function kindsWith(ownFields: readonly Values[]): Kinds {
  const byName = new Map(
    allKinds.map(kind => [
      kind.name,
      withOwnFields(
        kind,
        ownFields.filter(f => f['of'] === kind.name),
      ),
    ]),
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

export const builtInKinds: Kinds = kindsWith([])

function withOwnFields(kind: AnyKind, ownFields: readonly Values[]): AnyKind {
  if (ownFields.length === 0) return kind
  const own = ownFields
    .toSorted((a, b) => Number(a['position'] ?? 0) - Number(b['position'] ?? 0))
    .flatMap(ownFieldEntry)
  return { ...kind, fields: { ...kind.fields, ...Object.fromEntries(own) } }
}

function ownFieldEntry(values: Values): [string, Field][] {
  const type = String(values['type'])
  if (!ownTypes.has(type)) return []
  const choices = values['choices'] as { key: string; words: OwnWords }[] | undefined
  const field: Field = {
    kind: type as FieldKind,
    label: wordsIn(values['words'] as OwnWords),
    section: 'own',
    ...(values['mandatory'] === true ? { required: true } : {}),
    ...(choices
      ? { choices: Object.fromEntries(choices.map(c => [c.key, { label: wordsIn(c.words) } satisfies Choice])) }
      : {}),
    ...(type === 'tags' ? { to: 'tag' } : {}),
    ...(typeof values['target'] === 'string' ? { to: values['target'] } : {}),
  }
  return [[`${customPrefix}${String(values['key'])}`, field]]
}
