import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../core/api/functions.ts'
import { TaskRow } from './TaskRow.tsx'
import type { TaskGroup } from './taskLists.ts'
import styles from './tasks.module.css'
import { useTick } from './useTick.ts'

interface Props {
  groups: readonly { name: TaskGroup['name'] | 'done'; rows: readonly ListRow[] }[]
  now: number
  hidesAbout?: boolean
  /** Above this many a group says how many more there are. */
  most?: number
  /** Where the rest of a group is. */
  moreHref?: string
}

/** Tasks by groups. Arrows go from one to the next, Space ticks off, Enter opens. */
export function TaskList({ groups, now, hidesAbout, most = 50, moreHref }: Props) {
  const { t } = useTranslation('work')
  const root = useRef<HTMLDivElement>(null)
  const tick = useTick()
  const rows = groups.flatMap(group => group.rows.slice(0, most))
  const [reached, setReached] = useState<string>()
  const current = rows.find(({ id }) => id === reached) ?? rows[0]

  const tickRow = ({ id, title, values }: ListRow) => {
    // The focus goes on to what comes next: the row goes away.
    const at = rows.findIndex(row => row.id === id)
    const next = rows[at + 1] ?? rows[at - 1]
    if (next && root.current?.contains(document.activeElement)) {
      setReached(next.id)
      linkOf(root.current, next.id)?.focus()
    }
    void tick({ id, title, isDone: values['state'] === 'done' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = rows.findIndex(({ id }) => id === current?.id)
    const to = steps[event.key]?.(at, rows.length)
    const row = to === undefined ? undefined : rows[Math.min(rows.length - 1, Math.max(0, to))]
    if (row) {
      event.preventDefault()
      setReached(row.id)
      linkOf(root.current, row.id)?.focus()
    } else if (event.key === ' ' && current && event.target instanceof HTMLAnchorElement) {
      event.preventDefault()
      tickRow(current)
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the list are heard where its rows have the focus
    <div ref={root} onKeyDown={onKeyDown}>
      {groups.map(group => (
        <section key={group.name} className={styles.group} aria-label={t(`tasks.groups.${group.name}`)}>
          <h3 className={styles.groupTitle} data-group={group.name}>
            {t(`tasks.groups.${group.name}`)}
            <span className={`${styles.groupCount} numbers`}>{group.rows.length}</span>
          </h3>
          <ul className={styles.list}>
            {group.rows.slice(0, most).map(row => (
              <TaskRow
                key={row.id}
                row={row}
                now={now}
                hidesAbout={hidesAbout}
                isReached={row.id === current?.id}
                onReach={() => setReached(row.id)}
                onTick={() => tickRow(row)}
              />
            ))}
          </ul>
          {group.rows.length > most && moreHref && (
            <a className={styles.more} href={moreHref}>
              {t('tasks.more', { count: group.rows.length - most })}
            </a>
          )}
        </section>
      ))}
    </div>
  )
}

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowDown: at => at + 1,
  ArrowUp: at => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
}

const linkOf = (root: HTMLElement | null, id: string) => root?.querySelector<HTMLElement>(`[data-task="${id}"]`)
