import { Button, TextInput } from '@mantine/core'
import { IconAlertCircle, IconArrowDown, IconArrowUp, IconClock, IconPlus, IconUser, IconX } from '@tabler/icons-react'
import { type FormEvent, type Ref, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { uuidv7 } from '../../../../shared/ids.ts'
import { parseQuickTask, type QuickTaskPart } from '../../../../shared/quickTask/parseQuickTask.ts'
import type { FieldChange, RecordKey } from '../../../../shared/record.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useAction, useCall, useKinds, useViewer } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../ui/useNow.ts'
import { useDueText } from './DueLabel.tsx'
import { taskKind } from './taskLists.ts'
import styles from './tasks.module.css'

/** One line that becomes a task. What it says of time, urgency and people shows below it and can be taken out. */
export function QuickAdd({ parent, inputRef }: { parent?: RecordKey; inputRef?: Ref<HTMLInputElement> }) {
  const { t } = useTranslation('work')
  const viewer = useViewer()
  const now = useNow()
  const { zone } = useFormat()
  const { error } = useErrorText()
  const { done } = useUndo()
  const { latest: users } = useCall('records.all', { kind: 'user' })
  const [save, saving] = useAction('records.save')
  const [line, setLine] = useState('')
  const [plain, setPlain] = useState<ReadonlySet<string>>(new Set())
  const people = useMemo(
    () =>
      (users ?? [])
        .filter(({ archived, values }) => !archived && values['isActive'] === true)
        .map(({ id, title }) => ({ id, name: title })),
    [users],
  )
  const task = useMemo(() => parseQuickTask(line, { now, zone, people, plain }), [line, now, zone, people, plain])

  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (task.subject === '' || !viewer) return
    const set: Record<string, FieldChange> = {
      subject: { value: task.subject },
      state: { value: 'open' },
      ...Object.assign({}, ...task.parts.map(valueOfPart)),
      assignees: { value: assignees(task.parts, viewer.user) },
      ...(parent ? { parent: { value: { kind: parent.kind, id: parent.id } } } : {}),
    }
    const saved = await save({ kind: taskKind, id: uuidv7(), create: true, set })
    if (!saved.ok) return
    setLine('')
    setPlain(new Set())
    done(t('tasks.added', { subject: task.subject }), saved.value.operation)
  }
  return (
    <form className={styles.add} onSubmit={event => void add(event)}>
      <div className={styles.addLine}>
        <TextInput
          ref={inputRef}
          className={styles.addInput ?? ''}
          aria-label={t('tasks.addLabel')}
          placeholder={t('tasks.add')}
          leftSection={<IconPlus size={16} stroke={1.75} aria-hidden />}
          value={line}
          maxLength={300}
          error={saving.error ? error(saving.error) : undefined}
          onChange={event => {
            setLine(event.currentTarget.value)
            saving.clear()
          }}
        />
        {line.trim() !== '' && (
          <Button type="submit" disabled={task.subject === ''} loading={saving.isBusy}>
            {t('tasks.addButton')}
          </Button>
        )}
      </div>
      {task.parts.length > 0 && (
        <ul className={styles.parts} aria-label={t('tasks.understood')}>
          {task.parts.map(part => (
            <li key={part.text}>
              <Part part={part} now={now} onTakeOut={() => setPlain(old => new Set([...old, part.text]))} />
            </li>
          ))}
        </ul>
      )}
    </form>
  )
}

function Part({ part, now, onTakeOut }: { part: QuickTaskPart; now: number; onTakeOut: () => void }) {
  const { t } = useTranslation('work')
  const { label } = useFormat()
  const dueText = useDueText(now)
  const kind = useKinds().require(taskKind)
  const { icon: Glyph, words } =
    part.says === 'due'
      ? { icon: Date.parse(part.due) < now ? IconAlertCircle : IconClock, words: dueText(part.due) }
      : part.says === 'person'
        ? { icon: IconUser, words: part.person.name }
        : { icon: part.priority === 'low' ? IconArrowDown : IconArrowUp, words: priorityWords(part.priority) }
  function priorityWords(priority: string): string {
    const choice = kind.fields['priority']?.choices?.[priority]
    return choice ? label(choice.label) : priority
  }
  return (
    <span className={styles.part} data-says={part.says}>
      <Glyph size={14} stroke={1.75} aria-hidden />
      {words}
      <button
        type="button"
        className={styles.takeOut}
        aria-label={t('tasks.takeOut', { what: part.text })}
        onClick={onTakeOut}
      >
        <IconX size={12} stroke={2} aria-hidden />
      </button>
    </span>
  )
}

const valueOfPart = (part: QuickTaskPart): Record<string, FieldChange> => {
  if (part.says === 'priority') return { priority: { value: part.priority } }
  if (part.says === 'person') return {}
  return {
    due: { value: part.due },
    ...(part.remindBefore === undefined ? {} : { remindBefore: { value: part.remindBefore } }),
  }
}

/** Whoever names nobody will do it themselves. */
function assignees(parts: readonly QuickTaskPart[], me: string): string[] {
  const named = parts.flatMap(part => (part.says === 'person' ? [part.person.id] : []))
  return named.length > 0 ? named : [me]
}
