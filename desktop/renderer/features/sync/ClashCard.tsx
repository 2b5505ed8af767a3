import { Button } from '@mantine/core'
import { IconArrowsLeftRight, IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isEmpty } from '../../../../shared/value.ts'
import { hashOf, toRecord } from '../../app/route.ts'
import { useAction, useKinds, useNameOf } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { useFieldLabel } from '../../i18n/useFieldLabel.ts'
import { FieldView } from '../../records/fields/FieldView.tsx'
import { toast } from '../../ui/toast.tsx'
import styles from './clash.module.css'
import type { ShownClash } from './clash.ts'

/** One clash: whose value stands in the record, the other beside it, and the button that swaps them. */
export function ClashCard({ clash, onSettled }: { clash: ShownClash; onSettled: () => void }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const nameOf = useNameOf()
  const kind = useKinds().get(clash.record.kind)
  const field = kind?.fields[clash.field]
  const label = useFieldLabel(kind)(clash.field)
  const { error } = useErrorText()
  const [settle, { isBusy }] = useAction('clashes.settle')
  const shown = (value: unknown) => {
    if (isEmpty(value)) return t('clashList.emptyValue')
    return field ? <FieldView field={field} value={value} place="change" /> : textOf(value)
  }
  const mineStands = clash.state === 'taken'

  const take = async (side: 'mine' | 'theirs') => {
    onSettled()
    const answer = await settle({ id: clash.id, take: side })
    if (!answer.ok) toast({ message: error(answer.error), tone: 'problem' })
    else toast({ id: clash.id, message: t(side === 'mine' ? 'clashList.settledMine' : 'clashList.settledTheirs') })
  }
  const by = [
    clash.theirAt
      ? t('clashList.changedBy', {
          who: nameOf(clash.theirUser) ?? '…',
          when: format.relative(clash.theirAt),
        })
      : nameOf(clash.theirUser),
    clash.device ? t('clashList.fromDevice', { device: clash.device }) : undefined,
  ]
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <a className={styles.record} href={hashOf(toRecord(clash.record.kind, clash.record.id))}>
          {clash.title}
        </a>
        <span className={styles.field}>{label}</span>
        <div className={styles.actions}>
          {clash.state === 'open' && (
            <Button size="xs" variant="default" disabled={isBusy} onClick={() => void take('theirs')}>
              {t('clashList.takeTheirs')}
            </Button>
          )}
          {mineStands ? (
            <Button size="xs" variant="default" disabled={isBusy} onClick={() => void take('theirs')}>
              {t('clashList.swapBack')}
            </Button>
          ) : (
            <Button
              size="xs"
              variant={clash.state === 'open' ? 'filled' : 'default'}
              disabled={isBusy}
              onClick={() => void take('mine')}
            >
              {t('clashList.takeMine')}
            </Button>
          )}
        </div>
      </div>
      <div className={styles.sides}>
        <Side
          title={t('clashList.theirs')}
          value={shown(clash.theirs)}
          note={by.filter(Boolean).join(' · ')}
          stands={!mineStands ? t('clashList.standsNow') : undefined}
        />
        <IconArrowsLeftRight className={styles.arrows} size={18} stroke={1.5} aria-hidden />
        <Side
          title={t('clashList.yours')}
          value={shown(clash.mine)}
          note={format.relative(clash.mineAt)}
          stands={mineStands ? t('clashList.standsNow') : undefined}
        />
      </div>
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

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
