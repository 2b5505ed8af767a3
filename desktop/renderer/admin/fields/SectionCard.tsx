import { IconChevronDown, IconChevronUp, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { useSectionName } from '../../records/form/FieldSections.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { FieldLine } from './FieldLine.tsx'
import styles from './fields.module.css'
import { moved, movedSection, type Plan, type PlannedSection, withoutSection } from './plan.ts'
import type { FieldDrag } from './useFieldDrag.ts'
import { WordsDialog } from './WordsDialog.tsx'

interface Props {
  kind: AnyKind
  plan: Plan
  section: PlannedSection
  picked: string | undefined
  drag: FieldDrag
  onPick: (name: string) => void
  onChange: (plan: Plan) => void
}

/** A section with its fields, as a form shows it; fields are dragged, or moved by Alt and the arrows. */
export function SectionCard({ kind, plan, section, picked, drag, onPick, onChange }: Props) {
  const { t } = useTranslation('fields')
  const nameOf = useSectionName(kind)
  const [isNaming, setNaming] = useState(false)
  const title = nameOf(section.name) || t('unnamed')
  const at = plan.indexOf(section)
  const end = drag(section, section.fields.length).row
  return (
    <section className={styles.card} aria-label={title} onDragOver={end.onDragOver} onDrop={end.onDrop}>
      <header className={styles.cardHead}>
        <h2 className={styles.cardTitle}>{title}</h2>
        <IconButton label={t('rename', { name: title })} icon={IconPencil} onClick={() => setNaming(true)} />
        <IconButton
          label={t('sectionUp', { name: title })}
          icon={IconChevronUp}
          disabled={at === 0}
          onClick={() => onChange(movedSection(plan, section.name, -1))}
        />
        <IconButton
          label={t('sectionDown', { name: title })}
          icon={IconChevronDown}
          disabled={at === plan.length - 1}
          onClick={() => onChange(movedSection(plan, section.name, 1))}
        />
        <IconButton
          label={t('removeSection', { name: title })}
          icon={IconTrash}
          disabled={plan.length === 1}
          onClick={() => onChange(withoutSection(plan, section.name))}
        />
      </header>
      <ul className={styles.lines}>
        {section.fields.map((field, index) => {
          const { row, grip } = drag(section, index)
          return (
            <li key={field.name} {...row}>
              <FieldLine
                kind={kind}
                field={field}
                isPicked={field.name === picked}
                drag={grip}
                onPick={() => onPick(field.name)}
                onMove={step => onChange(moved(plan, field.name, step))}
              />
            </li>
          )
        })}
        {section.fields.length === 0 && <li className={styles.nothing}>{t('emptySection')}</li>}
      </ul>
      {isNaming && (
        <WordsDialog
          title={t('rename', { name: title })}
          words={section.words ?? { tr: title }}
          onClose={() => setNaming(false)}
          onSave={words => onChange(plan.map(one => (one === section ? { ...one, words } : one)))}
        />
      )}
    </section>
  )
}
