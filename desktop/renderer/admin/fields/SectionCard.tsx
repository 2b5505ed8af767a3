import { IconChevronDown, IconChevronUp, IconPencil, IconTrash } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { useSectionName } from '../../records/form/FieldSections.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { FieldLine } from './FieldLine.tsx'
import styles from './fields.module.css'
import { moved, movedSection, type Plan, type PlannedSection, placed, withoutSection } from './plan.ts'
import { WordsDialog } from './WordsDialog.tsx'

interface Props {
  kind: AnyKind
  plan: Plan
  section: PlannedSection
  picked: string | undefined
  onPick: (name: string) => void
  onChange: (plan: Plan) => void
}

/** A section with its fields, as a form shows it; fields are dragged, or moved by Alt and the arrows. */
export function SectionCard({ kind, plan, section, picked, onPick, onChange }: Props) {
  const { t } = useTranslation('fields')
  const nameOf = useSectionName(kind)
  const [isNaming, setNaming] = useState(false)
  const [over, setOver] = useState<number>()
  const title = nameOf(section.name) || t('unnamed')
  const at = plan.indexOf(section)
  const drop = (event: DragEvent, index: number) => {
    event.preventDefault()
    event.stopPropagation()
    setOver(undefined)
    const name = event.dataTransfer.getData(dragType)
    const from = section.fields.findIndex(field => field.name === name)
    // Without the dragged one, what stands below it moves up.
    if (name) onChange(placed(plan, name, section.name, from >= 0 && from < index ? index - 1 : index))
  }
  const enter = (event: DragEvent, index: number) => {
    if (!event.dataTransfer.types.includes(dragType)) return
    event.preventDefault()
    event.stopPropagation()
    setOver(index)
  }
  return (
    <section
      className={styles.card}
      aria-label={title}
      onDragOver={event => enter(event, section.fields.length)}
      onDragLeave={() => setOver(undefined)}
      onDrop={event => drop(event, section.fields.length)}
    >
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
        {section.fields.map((field, index) => (
          <li
            key={field.name}
            data-over={over === index || undefined}
            onDragOver={event => enter(event, index)}
            onDrop={event => drop(event, index)}
          >
            <FieldLine
              kind={kind}
              field={field}
              isPicked={field.name === picked}
              onPick={() => onPick(field.name)}
              onMove={step => onChange(moved(plan, field.name, step))}
            />
          </li>
        ))}
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

export const dragType = 'application/x-pergel-field'
