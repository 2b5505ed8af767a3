import { IconGripVertical } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnyKind, isCustom } from '../../../../shared/entity.ts'
import { useFormat } from '../../i18n/format.ts'
import styles from './fields.module.css'
import type { PlannedField } from './plan.ts'
import { dragType } from './SectionCard.tsx'

interface Props {
  kind: AnyKind
  field: PlannedField
  isPicked: boolean
  onPick: () => void
  onMove: (step: -1 | 1) => void
}

/** One field of a section: what it is called, of which kind it is, and what the company asks of it. */
export function FieldLine({ kind, field, isPicked, onPick, onMove }: Props) {
  const { t } = useTranslation('fields')
  const { label } = useFormat()
  const definition = kind.fields[field.name]
  const button = useRef<HTMLButtonElement>(null)
  const keepsFocus = useRef(false)
  // A line that was moved is drawn anew, at another place.
  useEffect(() => {
    if (keepsFocus.current && isPicked) button.current?.focus()
    keepsFocus.current = false
  })
  if (!definition) return null
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    keepsFocus.current = true
    onPick()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
  const asked = field.isNeeded || field.required === 'always' ? t('marks.required') : undefined
  const sometimes = typeof field.required === 'object' ? t('marks.requiredWhen') : undefined
  return (
    <button
      ref={button}
      type="button"
      className={styles.line}
      aria-pressed={isPicked}
      draggable
      onDragStart={event => {
        event.dataTransfer.setData(dragType, field.name)
        event.dataTransfer.effectAllowed = 'move'
      }}
      onClick={onPick}
      onKeyDown={onKeyDown}
    >
      <IconGripVertical size={16} stroke={1.5} className={styles.grip} aria-hidden />
      <span className={styles.fieldName}>{label(definition.label)}</span>
      <span className={styles.type}>{t(`types.${definition.kind}`)}</span>
      {(asked ?? sometimes) && <span className={styles.mark}>{asked ?? sometimes}</span>}
      {field.shown !== 'always' && <span className={styles.mark}>{t('marks.shownWhen')}</span>}
      {isCustom(field.name) && <span className={styles.own}>{t('marks.own')}</span>}
    </button>
  )
}
