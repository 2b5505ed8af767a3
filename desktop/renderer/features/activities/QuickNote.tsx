import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { type Icon, IconMail, IconMapPin, IconPhone, IconUsers } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { asAppError } from '../../../../shared/errors.ts'
import { uuidv7 } from '../../../../shared/ids.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCore, useKinds, useViewer, useZone } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { useKeptText } from '../../records/detail/useKeptText.ts'
import { LeaveDialog } from '../../records/form/LeaveDialog.tsx'
import { useEnter } from '../../records/list/useEnter.ts'
import { useRights } from '../../records/rights.ts'
import type { QuickNoteProps } from '../../records/slots.ts'
import { PressButton, PressButtons } from '../../ui/PressButtons.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { FollowUp } from './FollowUp.tsx'
import { type CallNote, emptyNote, isBlank, recordsOf } from './noteOf.ts'
import styles from './quickNote.module.css'

const icons: Record<string, Icon> = { call: IconPhone, meeting: IconUsers, visit: IconMapPin, mail: IconMail }
const keptNote = z.object({
  type: z.string(),
  text: z.string(),
  outcome: z.string().optional(),
  followUp: z.object({ subject: z.string(), days: z.int() }).optional(),
})

/**
 * What was said on the phone, in one line; Enter saves it, with the task that follows if there is one. Esc puts it aside as
 * a draft.
 */
export function QuickNote(props: QuickNoteProps) {
  const kept = useKeptText(`callNote:${props.record.id}`)
  if (!kept.isLoaded) return null
  const draft = keptNote.safeParse(kept.start)
  const start: CallNote = draft.success
    ? { ...draft.data, outcome: draft.data.outcome, followUp: draft.data.followUp }
    : emptyNote(props.reached)
  return <Form {...props} start={start} kept={kept} />
}

function Form({
  record,
  reached,
  enterRef,
  onClose,
  start,
  kept,
}: QuickNoteProps & { start: CallNote; kept: ReturnType<typeof useKeptText> }) {
  const { t } = useTranslation('detail')
  const { label } = useFormat()
  const core = useCore()
  const undo = useUndo()
  const words = useErrorText()
  const kinds = useKinds()
  const viewer = useViewer()
  const zone = useZone()
  const id = useId()
  const text = useRef<HTMLInputElement>(null)
  const activity = kinds.require('activity')
  const mayFollowUp = useRights(kinds.require('task')).canCreate()
  const [note, setNote] = useState(start)
  const [problem, setProblem] = useState('')
  const [isSaving, setSaving] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const { put, remove } = kept
  const change = (next: Partial<CallNote>) => {
    const changed = { ...note, ...next }
    setNote(changed)
    setProblem('')
    put(isBlank(changed) ? undefined : changed)
  }
  // A link was followed while the note was open: it is about that now.
  useEffect(() => {
    if (!reached) return
    setNote(old => (old.text === '' ? { ...old, type: emptyNote(reached).type } : old))
    text.current?.focus()
  }, [reached])

  const enter = () => text.current?.focus()
  useEnter(enterRef, enter)
  // In the note itself it saves; from elsewhere one sees first what would be saved.
  useShortcuts([{ key: 'Enter', ctrl: true, notInDialog: true, run: enter }])

  const save = async () => {
    if (isBlank(note) || isSaving || !viewer) return
    setSaving(true)
    try {
      const { operation } = await core.call('records.add', {
        records: recordsOf(note, {
          parent: { kind: record.kind, id: record.id },
          ids: { activity: uuidv7(), task: uuidv7() },
          user: viewer.user,
          now: Date.now(),
          zone,
          reached,
        }),
      })
      remove()
      undo.done(note.followUp ? t('note.doneWithTask') : t('note.done'), operation)
      onClose()
    } catch (thrown) {
      setProblem(words.error(asAppError(thrown).toBody()))
      setSaving(false)
    }
  }
  const discard = () => {
    remove()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault()
      event.stopPropagation()
      onClose(!isBlank(note))
    }
    const isLine = event.target instanceof HTMLInputElement && event.target.type === 'text'
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    if (!isLine && !event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    void save()
  }
  const types = Object.entries(activity.fields['type']?.choices ?? {})
  const outcomes = Object.entries(activity.fields['outcome']?.choices ?? {})
  const setOutcome = (key: string) => {
    const outcome = note.outcome === key ? undefined : key
    // Whoever is to be called again wants to be reminded of it.
    const wantsTask = outcome === 'callBack' && !note.followUp && mayFollowUp
    change({ outcome, ...(wantsTask ? { followUp: { subject: t('note.taskCall'), days: 1 } } : {}) })
  }
  return (
    <>
      <section
        className={styles.note}
        data-visit
        data-form
        aria-label={t('note.label', { title: record.title })}
        onKeyDown={onKeyDown}
      >
        <SegmentedControl
          size="xs"
          aria-label={t('note.type')}
          value={note.type}
          onChange={type => change({ type })}
          data={types.map(([value, choice]) => {
            const Glyph = icons[value] ?? IconPhone
            return {
              value,
              label: (
                <span className={styles.type}>
                  <Glyph size={15} stroke={1.5} aria-hidden />
                  {label(choice.label)}
                </span>
              ),
            }
          })}
        />
        <TextInput
          ref={text}
          id={id}
          aria-label={t('note.text')}
          placeholder={t('note.placeholder')}
          value={note.text}
          onChange={event => change({ text: event.currentTarget.value })}
          error={problem}
          maxLength={5000}
          autoFocus
          {...(reached
            ? { description: reached.by === 'email' ? t('note.offeredMail') : t('note.offered'), inputWrapperOrder }
            : {})}
        />
        <div className={styles.row}>
          <PressButtons label={t('note.outcome')}>
            {outcomes.map(([value, choice]) => (
              <PressButton
                key={value}
                color={choice.color}
                isPressed={note.outcome === value}
                onPress={() => setOutcome(value)}
              >
                {label(choice.label)}
              </PressButton>
            ))}
          </PressButtons>
          {mayFollowUp && (
            <FollowUp
              value={note.followUp}
              onChange={followUp => change({ followUp })}
              usual={{ subject: t('note.taskCall'), days: 1 }}
            />
          )}
          <span className={styles.buttons}>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              onClick={() => (isBlank(note) ? discard() : setLeaving(true))}
            >
              {t('note.cancel')}
            </Button>
            <Button size="compact-sm" disabled={isBlank(note)} loading={isSaving} onClick={() => void save()}>
              {t('note.save')}
            </Button>
          </span>
        </div>
      </section>
      {/* Beside the note: its keys are not those of the question. */}
      <LeaveDialog isOpen={isLeaving} onStay={() => setLeaving(false)} onDiscard={discard} />
    </>
  )
}

const inputWrapperOrder: ('input' | 'description' | 'error')[] = ['input', 'description', 'error']
