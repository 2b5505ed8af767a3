import { Button } from '@mantine/core'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useFields } from '../fields/shownFields.ts'
import { ErrorSummary, focusField } from '../form/ErrorSummary.tsx'
import { FieldSections, sectionsOf } from '../form/FieldSections.tsx'
import { LeaveDialog } from '../form/LeaveDialog.tsx'
import { onSaveKeys } from '../form/onSaveKeys.ts'
import { SimilarHint } from '../form/SimilarHint.tsx'
import { useRecordForm } from '../form/useRecordForm.ts'
import { useKindWords } from '../kindWords.ts'
import styles from './cards.module.css'

interface Props {
  kind: AnyKind
  /** The one being edited; absent for a new one of `parent`. */
  record?: ShownRecord
  parent?: RecordKey
  /** `isKept`: what was typed stays as a draft. */
  onClose: (isKept?: boolean) => void
}

/** The small form of a record that hangs on another, in its place. Ctrl/Cmd+Enter saves, Esc closes and keeps a draft. */
export function ChildForm({ kind, record, parent, onClose }: Props) {
  const { t } = useTranslation(['records', 'detail'])
  const words = useKindWords(kind)
  const fields = useFields(kind)
  const undo = useUndo()
  const key = parent && { kind: parent.kind, id: parent.id }
  const form = useRecordForm({ kind, record, parent: key, resumes: 'draft' })
  const ids = useId()
  const idOf = (name: string) => `${ids}${name}`
  const [isLeaving, setLeaving] = useState(false)
  const sections = [{ name: '', fields: sectionsOf(fields, { owner: false }).flatMap(section => section.fields) }]

  const save = async (goesOn: boolean) => {
    if (record && !form.isDirty) return onClose()
    const saved = await form.save()
    if (!saved) {
      const first = fields.own.find(({ name }) => form.checked.errors[name])
      if (first) focusField(idOf(first.name))
      return
    }
    const said = form.isNew ? t('done.added', { kind: words.title }) : t('done.saved', { title: words.title })
    undo.done(said, saved.operation)
    if (!goesOn) return onClose()
    form.restart()
    requestAnimationFrame(() => focusField(idOf(fields.own[0]?.name ?? '')))
  }
  const discard = () => {
    form.discard()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onClose(form.isDirty)
    }
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the whole form */}
      <div
        className={styles.childForm}
        data-visit
        data-form
        onKeyDown={onKeyDown}
        onKeyDownCapture={onSaveKeys(() => void save(false))}
      >
        <h3 className={styles.cardTitle}>{record ? t('form.edit', { title: record.title }) : words.create}</h3>
        {form.hasResumed && form.isDirty && (
          <p className={styles.taken} role="status">
            {t('detail:draft.taken')}
          </p>
        )}
        <ErrorSummary form={form} fields={fields} idOf={idOf} />
        <SimilarHint form={form} id={record?.id} />
        <FieldSections form={form} sections={sections} idOf={idOf} autoFocus />
        <div className={styles.inlineButtons}>
          <Button size="compact-sm" loading={form.isSaving} onClick={() => void save(false)}>
            {t('form.save')}
          </Button>
          {!record && (
            <Button size="compact-sm" variant="default" disabled={form.isSaving} onClick={() => void save(true)}>
              {t('form.saveAndContinue')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => (form.isDirty ? setLeaving(true) : discard())}
          >
            {t('form.cancel')}
          </Button>
        </div>
      </div>
      {/* Beside the form: its keys are not those of the question. */}
      <LeaveDialog isOpen={isLeaving} onStay={() => setLeaving(false)} onDiscard={discard} />
    </>
  )
}
