import { skipToken } from '@reduxjs/toolkit/query/react'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ListRow } from '../../../../core/api/functions.ts'
import { iconOfKind } from '../../../app/kindIcons.ts'
import { hashOf, type Route, toList, toRecord } from '../../../app/route.ts'
import { useCall, useKinds, useNameOf } from '../../../data/hooks.ts'
import { useFormat } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { textOf } from '../taskLists.ts'
import styles from './bell.module.css'

interface Props {
  row: ListRow
  onOpen: () => void
  /** Absent: it has been read. */
  onRead: (() => void) | undefined
}
const reasons = ['mentioned', 'assigned', 'owned', 'commented', 'done'] as const

/** Who did what, on what; a click leads there and counts as read. */
export function NotificationRow({ row, onOpen, onRead }: Props) {
  const { t } = useTranslation(['work', 'notices'])
  const { relative, label, number } = useFormat()
  const nameOf = useNameOf()
  const kinds = useKinds()
  const { values, createdAt } = row
  const place = usePlace(row)
  const reason = reasons.find(one => one === values['reason']) ?? 'owned'
  const count = typeof values['count'] === 'number' ? values['count'] : 0
  const name = nameOf(textOf(values['from'])) ?? t('notices:somebody')
  const kind = kinds.get(textOf(values['aboutKind']) ?? '')
  const Glyph = iconOfKind(kind?.name ?? '')
  const words = count > 0 ? t(`notices:many.${reason}`, { name, count }) : t(`notices:reasons.${reason}`, { name })
  const about = count > 0 ? `${number(count)} × ${kind ? label(kind.label.one) : ''}` : textOf(values['aboutTitle'])
  const content = (
    <>
      <Glyph size={18} stroke={1.5} aria-hidden />
      <span className={styles.words}>
        <span className={styles.what}>{words}</span>
        {about && <span className={styles.about}>{about}</span>}
        {place.text && <span className={styles.text}>{place.text}</span>}
        <time className={styles.when} dateTime={createdAt}>
          {relative(createdAt)}
        </time>
      </span>
    </>
  )
  return (
    <li className={styles.row} data-unread={onRead !== undefined || undefined}>
      {place.route ? (
        <a
          className={styles.open}
          href={hashOf(place.route)}
          data-news
          onClick={() => {
            onRead?.()
            onOpen()
          }}
        >
          {content}
        </a>
      ) : (
        <span className={styles.open} data-news tabIndex={-1} title={t('work:bell.gone')}>
          {content}
        </span>
      )}
      {onRead && (
        <>
          <span className={styles.dot} role="img" aria-label={t('work:bell.unread')} />
          <IconButton label={t('work:bell.read')} icon={IconCheck} size={28} className={styles.mark} onClick={onRead} />
        </>
      )}
    </li>
  )
}

/** Where it leads, and what was said there. What hangs on a record and has no screen of its own is looked at there. */
function usePlace({ parent, values }: ListRow): { route?: Route; text?: string } {
  const kinds = useKinds()
  const kind = parent && kinds.get(parent.kind)
  const isSaid = kind?.parents !== undefined && !kind.list
  const { latest } = useCall('records.get', parent && isSaid ? { kind: parent.kind, id: parent.id } : skipToken)
  if (parent && isSaid) {
    const on = latest?.parent
    return on && latest ? { route: toRecord(on.kind, on.id), text: latest.title } : {}
  }
  if (parent) return parent.title === '' ? {} : { route: toRecord(parent.kind, parent.id) }
  const many = kinds.get(textOf(values['aboutKind']) ?? '')
  return many?.list ? { route: toList(many.name) } : {}
}
