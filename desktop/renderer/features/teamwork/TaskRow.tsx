import { IconArrowDown, IconArrowUp, IconCheck, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../core/api/functions.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { hashOf, toRecord } from '../../app/route.ts'
import { useKinds, useViewer } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { rightsFor } from '../../records/rights.ts'
import { DueLabel } from './DueLabel.tsx'
import { People } from './People.tsx'
import { dueOf, idsOf, taskKind } from './taskLists.ts'
import styles from './tasks.module.css'

interface Props {
  row: ListRow
  now: number
  /** The one row of a list that Tab reaches. */
  isReached: boolean
  /** Where the record it is about is on screen anyway. */
  hidesAbout?: boolean | undefined
  onReach: () => void
  onTick: () => void
}

/** A task on one line: ticked off at its left, opened by its name. */
export function TaskRow({ row, now, isReached, hidesAbout, onReach, onTick }: Props) {
  const { t } = useTranslation('work')
  const viewer = useViewer()
  const kind = useKinds().require(taskKind)
  const isDone = row.values['state'] === 'done'
  const due = dueOf(row)
  const mayTick = rightsFor(kind, viewer).canWrite('state', row)
  const { parent } = row
  return (
    <li className={styles.row} data-done={isDone || undefined}>
      <button
        type="button"
        className={styles.tick}
        aria-label={t(isDone ? 'tasks.untick' : 'tasks.tick', { subject: row.title })}
        tabIndex={isReached ? 0 : -1}
        disabled={!mayTick}
        onFocus={onReach}
        onClick={onTick}
      >
        <IconCheck size={14} stroke={2.5} aria-hidden />
      </button>
      <span className={styles.words}>
        <a
          className={styles.subject}
          href={hashOf(toRecord(taskKind, row.id))}
          tabIndex={isReached ? 0 : -1}
          data-task={row.id}
          onFocus={onReach}
        >
          {row.title}
        </a>
        {parent?.title && !hidesAbout && <About kind={parent.kind} id={parent.id} title={parent.title} />}
      </span>
      {row.waiting && <IconClock className={styles.waiting} size={14} stroke={1.5} aria-hidden />}
      <Priority value={row.values['priority']} />
      {due !== undefined && <DueLabel due={due} now={now} isDone={isDone} />}
      <People ids={idsOf(row.values['assignees'])} />
    </li>
  )
}

function About({ kind, id, title }: { kind: string; id: string; title: string }) {
  const Glyph = iconOfKind(kind)
  return (
    <a className={styles.about} href={hashOf(toRecord(kind, id))} tabIndex={-1}>
      <Glyph size={14} stroke={1.5} aria-hidden />
      <span>{title}</span>
    </a>
  )
}

/** Only what is out of the ordinary is said. */
function Priority({ value }: { value: unknown }) {
  const kind = useKinds().require(taskKind)
  const { label } = useFormat()
  const choice = typeof value === 'string' ? kind.fields['priority']?.choices?.[value] : undefined
  if (!choice || value === 'normal') return null
  const Glyph = value === 'high' ? IconArrowUp : IconArrowDown
  return (
    <span className={styles.priority} data-priority={value}>
      <Glyph size={14} stroke={2} aria-hidden />
      {label(choice.label)}
    </span>
  )
}
