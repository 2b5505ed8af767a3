import { IconPencil } from '@tabler/icons-react'
import { type MouseEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isEmpty } from '../../../../shared/value.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { FieldView } from '../fields/FieldView.tsx'
import { screenFacts } from '../fields/fieldFacts.ts'
import { fieldValue, stubOf } from '../fields/recordValue.ts'
import type { ShownField } from '../fields/shownFields.ts'
import { useRights } from '../rights.ts'
import styles from './detail.module.css'
import { InlineEdit } from './InlineEdit.tsx'

interface Props {
  kind: AnyKind
  record: ShownRecord
  shown: ShownField
}

/** Label and value; a click or Enter on its pencil edits it in place. */
export function DetailField({ kind, record, shown }: Props) {
  const { t } = useTranslation('records')
  const rights = useRights(kind)
  const [isEditing, setEditing] = useState(false)
  /** The pointer or the keyboard has been here: until then nobody can see what is drawn on the pencil. */
  const [isNear, setNear] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  const { name, field, label } = shown
  const value = fieldValue(record, name)
  const canWrite = rights.canWrite(name, record) && field.kind !== 'structure'
  const isWide = screenFacts[field.kind].isWide
  const close = () => {
    setEditing(false)
    // The focus goes back to where the editing began.
    requestAnimationFrame(() => pencil.current?.focus())
  }
  const onClick = (event: MouseEvent) => {
    const isSelecting = (window.getSelection()?.toString() ?? '') !== ''
    if (canWrite && !isSelecting && !(event.target as HTMLElement).closest('a, button')) setEditing(true)
  }
  return (
    <div className={styles.field} data-wide={isWide || undefined} data-writable={canWrite || undefined}>
      <span className={styles.fieldLabel} id={`label-${record.id}-${name}`}>
        {label}
      </span>
      {isEditing ? (
        <InlineEdit kind={kind} record={record} shown={shown} onClose={close} />
      ) : (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the pencil beside it has the keys
        // biome-ignore lint/a11y/noStaticElementInteractions: see above
        <div className={styles.fieldValue} onClick={onClick} onPointerEnter={() => setNear(true)}>
          {isEmpty(value) ? (
            <span className={styles.unset}>{canWrite ? t('detail.add') : t('detail.unset')}</span>
          ) : (
            <FieldView field={field} value={value} place="detail" stub={stubOf(record, name)} />
          )}
          {canWrite && (
            <IconButton
              ref={pencil}
              className={styles.pencil}
              label={t('detail.editField', { field: label })}
              icon={isNear ? IconPencil : undefined}
              size={22}
              onFocus={() => setNear(true)}
              onClick={() => setEditing(true)}
            />
          )}
        </div>
      )}
    </div>
  )
}
