import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isOwned, parentKinds } from '../../../../shared/entity.ts'
import type { Choice, Field, FieldKind } from '../../../../shared/fields.ts'
import { type Label, languages } from '../../../../shared/labels.ts'
import { fieldRight, type Viewer } from '../../../../shared/permissions/viewer.ts'
import { districtsOf, provinces, regions } from '../../../../shared/places.ts'
import { useViewer } from '../../data/hooks.ts'
import { useLanguage } from '../../i18n/format.ts'

/** A field as a screen speaks of it: the kind's own, or one that every record has (owner, creation time). */
export interface ShownField {
  name: string
  field: Field
  label: string
  isSystem: boolean
}
export interface ShownFields {
  /** The kind's own fields that this viewer may see, in the order of the definition. */
  own: readonly ShownField[]
  /** Any field by name: `status`, `custom.colour`, `owner`, `address.region`. Undefined where hidden or unknown. */
  get(name: string): ShownField | undefined
}

/** The fields of a kind in the screens' language, without those that the viewer's role hides. */
export function useFields(kind: AnyKind): ShownFields {
  const words = useFieldWords()
  const viewer = useViewer()
  return useMemo(() => shownFields(kind, viewer, words), [kind, viewer, words])
}

export function useFieldWords(): FieldWords {
  const { t } = useTranslation(['records', 'app'])
  const language = useLanguage()
  return useMemo(
    () => ({
      own: name => t(`app:fields.${name}`),
      part: part => t(`records:addressParts.${part}`),
      label: label => label[language],
    }),
    [t, language],
  )
}

export interface FieldWords {
  own: (name: SystemName | 'shownTitle') => string
  part: (name: AddressPart) => string
  label: (label: Label) => string
}

export function shownFields(kind: AnyKind, viewer: Viewer | undefined, words: FieldWords): ShownFields {
  const isHidden = (name: string) => viewer !== undefined && fieldRight(viewer, kind.name, name) === 'hidden'
  const own = Object.entries(kind.fields)
    .filter(([name]) => !isHidden(name))
    .map(([name, field]): ShownField => ({ name, field, label: words.label(field.label), isSystem: false }))
  const byName = new Map(own.map(shown => [shown.name, shown]))
  for (const name of systemNames) {
    const make = systemKinds[name]
    if (isHidden(name) || !make.has(kind)) continue
    const usual = words.own(name)
    // Where a field is called the same, the title is told from it.
    const isTaken = name === 'title' && own.some(field => field.label === usual)
    const label = isTaken ? words.own('shownTitle') : usual
    const field: Field = { kind: make.kind, label: everywhere(label), ...(make.to ? { to: make.to } : {}) }
    byName.set(name, { name, field, label, isSystem: true })
  }
  const addresses = own.filter(({ field }) => field.kind === 'address').length
  for (const { name, field, label } of own) {
    if (field.kind !== 'address') continue
    for (const part of addressPartNames) {
      const partField = addressParts[part]
      // Where there is one address, its region is "the region".
      const said = addresses > 1 ? `${label} · ${words.part(part)}` : words.part(part)
      byName.set(`${name}.${part}`, {
        name: `${name}.${part}`,
        field: { ...partField, label: everywhere(said) },
        label: said,
        isSystem: false,
      })
    }
  }
  return { own, get: name => byName.get(name) }
}

const addressPartNames = ['region', 'province', 'district'] as const
type AddressPart = (typeof addressPartNames)[number]

const systemNames = [
  'title',
  'owner',
  'team',
  'parent',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'archived',
] as const
type SystemName = (typeof systemNames)[number]

const always = () => true

/** What every record has besides its fields; see shared/record.ts. */
const systemKinds: Record<SystemName, { kind: FieldKind; to?: string; has: (kind: AnyKind) => boolean }> = {
  title: { kind: 'text', has: always },
  owner: { kind: 'reference', to: 'user', has: kind => !kind.shared },
  team: { kind: 'reference', to: 'team', has: isOwned },
  parent: { kind: 'reference', has: kind => parentKinds(kind).length > 0 },
  createdAt: { kind: 'dateTime', has: always },
  createdBy: { kind: 'reference', to: 'user', has: always },
  updatedAt: { kind: 'dateTime', has: always },
  updatedBy: { kind: 'reference', to: 'user', has: always },
  archived: { kind: 'boolean', has: always },
}

/** A text that is already in the person's language, as a label. */
export const everywhere = (text: string): Label =>
  Object.fromEntries(languages.map(language => [language, text])) as unknown as Label

const regionChoices: Record<string, Choice> = Object.fromEntries(
  Object.entries(regions).map(([key, label]) => [key, { label }]),
)
const provinceChoices: Record<string, Choice> = Object.fromEntries(
  provinces.toSorted((a, b) => a.name.localeCompare(b.name, 'tr')).map(p => [p.code, { label: everywhere(p.name) }]),
)
/** Names repeat among provinces: the same one is the same choice. */
const districtChoices: Record<string, Choice> = Object.fromEntries(
  [...new Set(provinces.flatMap(({ code }) => districtsOf(code)))]
    .sort((a, b) => a.localeCompare(b, 'tr'))
    .map(name => [name, { label: everywhere(name) }]),
)
/** The parts of an address that lists filter by. */
const addressParts: Record<AddressPart, Omit<Field, 'label'>> = {
  region: { kind: 'choice', choices: regionChoices },
  province: { kind: 'choice', choices: provinceChoices },
  district: { kind: 'choice', choices: districtChoices },
}
