import { useTranslation } from 'react-i18next'
import type { AnyKind, Values } from '../../../../shared/entity.ts'
import type { Field } from '../../../../shared/fields.ts'
import { isShown } from '../../../../shared/validate.ts'
import { isEmpty } from '../../../../shared/value.ts'
import { useFormat } from '../../i18n/format.ts'
import type { ShownField, ShownFields } from '../fields/shownFields.ts'
import { FieldRow } from './FieldRow.tsx'
import styles from './form.module.css'
import type { RecordForm } from './useRecordForm.ts'

export interface Section {
  name: string
  fields: ShownField[]
}

/**
 * The fields of a kind by section, in the order of the kind. What it hangs on stands before all of them; what it is about
 * and the owner stand at the end of the first section.
 */
export function sectionsOf(
  fields: ShownFields,
  options: { owner: boolean; parent?: boolean; link?: boolean; skip?: (field: Field) => boolean },
): Section[] {
  const sections = new Map<string, ShownField[]>()
  for (const shown of fields.own) {
    if (options.skip?.(shown.field)) continue
    const name = shown.field.section ?? 'main'
    sections.set(name, [...(sections.get(name) ?? []), shown])
  }
  const [first] = sections.keys()
  for (const name of [...(options.link ? ['parent'] : []), ...(options.owner ? ['owner'] : [])]) {
    const shown = fields.get(name)
    if (shown && first !== undefined) sections.set(first, [...(sections.get(first) ?? []), shown])
  }
  const parent = options.parent ? fields.get('parent') : undefined
  if (parent && first !== undefined) sections.set(first, [parent, ...(sections.get(first) ?? [])])
  return [...sections].map(([name, list]) => ({ name, fields: list }))
}

/**
 * Sections without the fields that cannot apply while the others are so; empty sections are left out. `before`: what
 * stood there when the form was opened; a field that held something stays while it is emptied.
 */
export const shownSections = (
  kind: AnyKind,
  sections: readonly Section[],
  values: Values,
  before: Values = {},
): Section[] =>
  sections
    .map(section => ({
      ...section,
      fields: section.fields.filter(({ name }) => !isEmpty(before[name]) || isShown(kind, name, values)),
    }))
    .filter(({ fields }) => fields.length > 0)

/** The name of a section: the company's, or the locale's; one that has none goes without. */
export function useSectionName(kind: AnyKind): (name: string) => string {
  const { t } = useTranslation('records')
  const { label } = useFormat()
  return name => {
    const own = kind.sections?.[name]
    return own ? label(own) : t(`sections.${name}` as 'sections.main', { defaultValue: '' })
  }
}

interface Props {
  form: RecordForm
  sections: readonly Section[]
  /** Makes ids of inputs unique on the screen. */
  idOf: (name: string) => string
  /** The first field takes the focus; not one that names the record this hangs on, where that is known. */
  autoFocus?: boolean
}

export function FieldSections({ form, sections, idOf, autoFocus }: Props) {
  const nameOf = useSectionName(form.kind)
  const isKnown = (name: string) => name === 'parent' && !isEmpty(form.values[name])
  const first = sections[0]?.fields.find(({ name }) => form.canWrite(name) && !isKnown(name))?.name
  return sections.map(section => {
    const title = sections.length > 1 ? nameOf(section.name) : ''
    return (
      <fieldset key={section.name} className={styles.section}>
        {title && <legend className={styles.sectionTitle}>{title}</legend>}
        <div className={styles.grid}>
          {section.fields.map(shown => (
            <FieldRow
              key={shown.name}
              form={form}
              shown={shown}
              id={idOf(shown.name)}
              autoFocus={autoFocus === true && shown.name === first}
            />
          ))}
        </div>
      </fieldset>
    )
  })
}
