import { UnstyledButton } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnyKind, isCustom } from '../../../../shared/entity.ts'
import { useFormat } from '../../i18n/format.ts'
import { GripIcon } from '../../ui/GripIcon.tsx'
import type { RowDrag } from '../../ui/useRowDrag.ts'
import styles from './fields.module.css'
import type { PlannedField } from './plan.ts'

interface Props {
  kind: AnyKind
  field: PlannedField
  isPicked: boolean
  drag: ReturnType<RowDrag['grip']>
  onPick: () => void
  onMove: (step: -1 | 1) => void
}

/** One field of a section: what it is called, of which kind it is, and what the company asks of it. */
export function FieldLine({ kind, field, isPicked, drag, onPick, onMove }: Props) {
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
  // What has just been made may stand below what is seen.
  const isShown = isPicked && definition !== undefined
  useEffect(() => {
    if (isShown) button.current?.scrollIntoView({ block: 'nearest' })
  }, [isShown])
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
    <UnstyledButton
      ref={button}
      className={styles.line}
      aria-pressed={isPicked}
      draggable
      {...drag}
      onClick={onPick}
      onKeyDown={onKeyDown}
    >
      <GripIcon />
      <span className={styles.fieldName}>{label(definition.label)}</span>
      <span className={styles.type}>{t(`types.${definition.kind}`)}</span>
      {(asked ?? sometimes) && <span className={styles.mark}>{asked ?? sometimes}</span>}
      {field.shown !== 'always' && <span className={styles.mark}>{t('marks.shownWhen')}</span>}
      {isCustom(field.name) && <span className={styles.own}>{t('marks.own')}</span>}
    </UnstyledButton>
  )
}
