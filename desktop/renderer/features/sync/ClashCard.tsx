import { Button, Checkbox } from '@mantine/core'
import { IconArrowsLeftRight, IconCheck } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hashOf, toRecord } from '../../app/route.ts'
import { useKinds, useNameOf } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useFieldLabel } from '../../i18n/useFieldLabel.ts'
import { ClashValue, ThirdValue } from './ClashValue.tsx'
import styles from './clash.module.css'
import type { ShownClash } from './clash.ts'
import desk from './desk.module.css'

interface Props {
  clash: ShownClash
  isChosen: boolean
  onChoose: () => void
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
  onSettle: (take: 'mine' | 'theirs') => Promise<void>
}

/** One clash: whose value stands in the record, the other beside it, and the button that swaps them. */
export function ClashCard({ clash, isChosen, onChoose, onKeyDown, onSettle }: Props) {
  const { t } = useTranslation(['sync', 'desk'])
  const format = useFormat()
  const nameOf = useNameOf()
  const [isBusy, setBusy] = useState(false)
  const kind = useKinds().get(clash.record.kind)
  const field = kind?.fields[clash.field]
  const label = useFieldLabel(kind)(clash.field)
  const { standing, isOpen } = clash
  const take = async (side: 'mine' | 'theirs') => {
    setBusy(true)
    await onSettle(side)
    setBusy(false)
  }
  const by = [
    clash.theirAt
      ? t('sync:clashList.changedBy', { who: nameOf(clash.theirUser) ?? '…', when: format.relative(clash.theirAt) })
      : nameOf(clash.theirUser),
    clash.device ? t('sync:clashList.fromDevice', { device: clash.device }) : undefined,
  ]
  const mine = t(clash.isHere ? 'desk:clash.mineHere' : 'desk:clash.mineElsewhere', {
    when: format.relative(clash.mineAt),
  })
  return (
    <li className={desk.card} data-chosen={isChosen || undefined}>
      <div className={styles.head}>
        <Checkbox
          size="xs"
          data-item={clash.id}
          aria-label={t('desk:select.one', { title: `${clash.title}, ${label}` })}
          checked={isChosen}
          onChange={onChoose}
          onKeyDown={onKeyDown}
        />
        <a className={styles.record} href={hashOf(toRecord(clash.record.kind, clash.record.id))}>
          {clash.title}
        </a>
        <span className={styles.field}>{label}</span>
        <div className={styles.actions}>
          {isOpen && (
            <Button size="xs" variant="default" disabled={isBusy} onClick={() => void take('theirs')}>
              {t('sync:clashList.takeTheirs')}
            </Button>
          )}
          {standing === 'mine' ? (
            <Button size="xs" variant="default" disabled={isBusy} onClick={() => void take('theirs')}>
              {t('sync:clashList.swapBack')}
            </Button>
          ) : (
            <Button
              size="xs"
              variant={isOpen ? 'filled' : 'default'}
              disabled={isBusy}
              onClick={() => void take('mine')}
            >
              {t('sync:clashList.takeMine')}
            </Button>
          )}
        </div>
      </div>
      <div className={styles.sides}>
        <Side
          title={t('sync:clashList.theirs')}
          value={<ClashValue field={field} value={clash.theirs} other={clash.mine} />}
          note={by.filter(Boolean).join(' · ')}
          stands={standing === 'theirs' ? t('sync:clashList.standsNow') : undefined}
        />
        <IconArrowsLeftRight className={styles.arrows} size={18} stroke={1.5} aria-hidden />
        <Side
          title={t('sync:clashList.yours')}
          value={<ClashValue field={field} value={clash.mine} other={clash.theirs} />}
          note={mine}
          stands={standing === 'mine' ? t('sync:clashList.standsNow') : undefined}
        />
      </div>
      {standing === 'third' && <ThirdValue field={field} value={clash.stands} />}
    </li>
  )
}

function Side(props: { title: string; value: ReactNode; note: string; stands: string | undefined }) {
  return (
    <div className={styles.side} data-stands={props.stands !== undefined}>
      <div className={styles.sideHead}>
        <span>{props.title}</span>
        {props.stands && (
          <span className={styles.stands}>
            <IconCheck size={14} stroke={2} aria-hidden />
            {props.stands}
          </span>
        )}
      </div>
      <div className={styles.value}>{props.value}</div>
      <div className={styles.note}>{props.note}</div>
    </div>
  )
}
