import { Button } from '@mantine/core'
import { IconHistory, IconX } from '@tabler/icons-react'
import { useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isOwned } from '../../../../shared/entity.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Keys } from '../../ui/Keys.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { staysBelowToasts } from '../../ui/toastRoom.ts'
import { FieldRecord } from '../fields/fieldRecord.ts'
import { useFields } from '../fields/shownFields.ts'
import { useKindWords } from '../kindWords.ts'
import { useEscape } from '../useEscape.ts'
import { ErrorSummary, focusField } from './ErrorSummary.tsx'
import { FieldSections, sectionsOf, shownSections } from './FieldSections.tsx'
import styles from './form.module.css'
import { givenOn } from './formState.ts'
import { LeaveDialog } from './LeaveDialog.tsx'
import { onSaveKeys } from './onSaveKeys.ts'
import { SimilarHint } from './SimilarHint.tsx'
import { type RecordForm, useRecordForm } from './useRecordForm.ts'

interface Props {
  kind: AnyKind
  /** The record being edited; absent for a new one. */
  record?: ShownRecord | undefined
  resumes?: boolean
  onSaved: (id: string) => void
  onClose: () => void
}

/** The form of a record of any kind: sections, what is missing, "Kaydet" and "Kaydet & Devam Et". */
export function FormScreen({ kind, record, resumes, onSaved, onClose }: Props) {
  const { t } = useTranslation(['records', 'app'])
  const words = useKindWords(kind)
  const fields = useFields(kind)
  const undo = useUndo()
  const form = useRecordForm({ kind, record, resumes: resumes ? 'saving' : undefined })
  const ids = useId()
  const idOf = (name: string) => `${ids}${name}`
  const [isLeaving, setLeaving] = useState(false)
  // Begun anew, the form is another one: its first field has the focus again.
  const [round, setRound] = useState(0)
  const body = useRef<HTMLDivElement>(null)
  const all = useMemo(
    () =>
      sectionsOf(fields, {
        owner: isOwned(kind),
        parent: kind.parents !== undefined && !record,
        link: kind.links !== undefined,
        skip: field => field.readOnly === true,
      }),
    [fields, kind, record],
  )
  const sections = shownSections(kind, all, form.values, record?.values)

  const save = async (goesOn: boolean) => {
    if (!form.isNew && !form.isDirty) return goesOn ? undefined : onClose()
    const saved = await form.save()
    if (!saved) {
      const first = sections.flatMap(section => section.fields).find(({ name }) => form.checked.errors[name])
      if (first) focusField(idOf(first.name))
      return
    }
    const title = kind.title(form.values) || words.title
    undo.done(t(form.isNew ? 'done.created' : 'done.saved', { title }), saved.operation)
    if (!goesOn) return onSaved(saved.id)
    if (!form.isNew) return
    form.restart(givenOn(kind, form.values))
    setRound(old => old + 1)
    body.current?.scrollTo(0, 0)
  }
  const close = () => (form.isDirty ? setLeaving(true) : onClose())

  useEscape(close)

  return (
    <section
      className={styles.screen}
      aria-label={record ? record.title : words.create}
      onKeyDownCapture={onSaveKeys(() => void save(false))}
    >
      <header className={styles.header}>
        <h1 className={styles.title}>{record ? t('form.edit', { title: record.title }) : words.create}</h1>
        <Missing form={form} />
        <span className={styles.gap} />
        <IconButton label={t('form.close')} icon={IconX} keys={t('app:help.keys.esc')} onClick={close} />
      </header>
      <div className={styles.body} ref={body}>
        <div className={styles.page} key={round}>
          {form.draft && (
            <Notice
              tone="primary"
              icon={IconHistory}
              actions={
                <>
                  <Button size="compact-sm" onClick={form.draft.take}>
                    {t('form.resume')}
                  </Button>
                  <Button size="compact-sm" variant="subtle" color="gray" onClick={form.draft.drop}>
                    {t('form.dropDraft')}
                  </Button>
                </>
              }
            >
              {t('form.draftFound')}
            </Notice>
          )}
          <ErrorSummary form={form} fields={fields} idOf={idOf} />
          <SimilarHint form={form} id={record?.id} />
          <FieldRecord value={record}>
            <FieldSections form={form} sections={sections} idOf={idOf} autoFocus />
          </FieldRecord>
        </div>
      </div>
      <footer ref={staysBelowToasts} className={styles.footer}>
        <div className={styles.buttons}>
          <Button onClick={() => void save(false)} loading={form.isSaving}>
            {t('form.save')}
          </Button>
          <Button variant="default" onClick={() => void save(true)} disabled={form.isSaving}>
            {t('form.saveAndContinue')}
          </Button>
          <Button variant="subtle" color="gray" onClick={close}>
            {t('form.cancel')}
          </Button>
          <span className={styles.gap} />
          <span className={styles.keys} aria-hidden>
            <Keys of={[t('app:help.keys.ctrl'), t('app:help.keys.enter')]} /> {t('form.save')}
          </span>
        </div>
      </footer>
      <LeaveDialog
        isOpen={isLeaving}
        onStay={() => setLeaving(false)}
        onDiscard={() => {
          form.discard()
          onClose()
        }}
      />
    </section>
  )
}

/** "3 zorunlu alan eksik", while there are any. */
function Missing({ form }: { form: RecordForm }) {
  const { t } = useTranslation('records')
  const count = form.checked.missing.length
  return (
    <span className={styles.missing} role="status" data-done={count === 0 || undefined}>
      {count > 0 ? t('form.missing', { count }) : t('form.complete')}
    </span>
  )
}
