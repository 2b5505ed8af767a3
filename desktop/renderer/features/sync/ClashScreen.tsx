import { Button, SegmentedControl } from '@mantine/core'
import { IconArrowsLeftRight, IconCircleCheck } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useAction, useCall } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { toast } from '../../ui/toast.tsx'
import { ClashCard } from './ClashCard.tsx'
import { clashOf, type ShownClash } from './clash.ts'
import { DeskBar, DeskFilters, DeskHead, NothingFits } from './DeskFrame.tsx'
import desk from './desk.module.css'
import { type DeskItem, fitsFilter, noFilter } from './deskFilter.ts'
import { useDeskKeys, useDeskSelection } from './useDesk.ts'

/** Every field that two people changed at the same time, with both values; one click swaps, another swaps back. */
export function ClashScreen() {
  const { t } = useTranslation(['sync', 'desk'])
  const { latest } = useCall('clashes.list', {})
  const [shown, setShown] = useState<'open' | 'settled'>('open')
  const [filter, setFilter] = useState(noFilter)
  // A clash settled on this screen stays in its place, so that it can be swapped back where it was.
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
  const clashes = useMemo(() => latest?.map(clashOf) ?? [], [latest])
  const inTab = clashes.filter(({ id, isOpen }) => isOpen === (shown === 'open') || kept.has(id))
  const visible = inTab.filter(clash => fitsFilter(itemOf(clash), filter, Date.now()))
  const together = visible.filter(({ isOpen }) => isOpen === (shown === 'open'))
  const selection = useDeskSelection(
    visible.map(({ id }) => id),
    together.map(({ id }) => id),
  )
  const keep = (ids: Iterable<string>) => setKept(new Set([...kept, ...ids]))
  const settle = useSettle(keep)
  const keys = useDeskKeys({
    b: id => void settle([id], 'mine'),
    o: id => void settle([id], 'theirs'),
  })
  if (latest === undefined) return null
  const open = clashes.filter(({ isOpen }) => isOpen).length
  const chosen = [...selection.chosen]
  const settleChosen = (take: 'mine' | 'theirs') => {
    selection.clear()
    void settle(chosen, take)
  }
  return (
    <>
      <DeskHead
        tab="clashes"
        title={t('sync:clashList.title')}
        hint={t('sync:clashList.hint')}
        actions={
          clashes.length > 0 && (
            <SegmentedControl
              size="xs"
              aria-label={t('sync:clashList.title')}
              value={shown}
              onChange={value => {
                setKept(new Set())
                setShown(value === 'open' ? 'open' : 'settled')
              }}
              data={[
                { value: 'open', label: `${t('sync:clashList.openOnly')} (${open})` },
                { value: 'settled', label: `${t('sync:clashList.settled')} (${clashes.length - open})` },
              ]}
            />
          )
        }
      />
      {inTab.length > 0 && <DeskFilters items={inTab.map(itemOf)} filter={filter} onChange={setFilter} hasWho />}
      {inTab.length === 0 ? (
        <EmptyState
          icon={clashes.length > 0 ? IconCircleCheck : IconArrowsLeftRight}
          title={clashes.length > 0 && shown === 'open' ? t('sync:clashList.allOpenDone') : t('sync:clashList.empty')}
          hint={t('desk:clash.emptyHint')}
        />
      ) : visible.length === 0 ? (
        <NothingFits onChange={setFilter} />
      ) : (
        <>
          <DeskBar count={together.length} selection={selection} keys={t('desk:keys.clashes')}>
            <Button size="xs" onClick={() => settleChosen('mine')}>
              {t('desk:clash.takeMine')}
            </Button>
            <Button size="xs" variant="default" onClick={() => settleChosen('theirs')}>
              {t('desk:clash.takeTheirs')}
            </Button>
          </DeskBar>
          <ul className={desk.list}>
            {visible.map(clash => (
              <ClashCard
                key={clash.id}
                clash={clash}
                isChosen={selection.chosen.has(clash.id)}
                onChoose={() => selection.toggle(clash.id)}
                onKeyDown={keys}
                onSettle={take => settle([clash.id], take)}
              />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

const itemOf = ({ record, field, theirUser, theirAt, mineAt }: ShownClash): DeskItem => ({
  record,
  fields: [field],
  user: theirUser,
  at: theirAt ?? mineAt,
})

/** Settles some clashes alike and says so; many are one operation with one way back. */
function useSettle(keep: (ids: Iterable<string>) => void) {
  const { t } = useTranslation(['sync', 'desk'])
  const { number } = useFormat()
  const { error } = useErrorText()
  const undo = useUndo()
  const [settleOne] = useAction('clashes.settle')
  const [settleMany] = useAction('clashes.settleMany')
  return async (ids: readonly string[], take: 'mine' | 'theirs'): Promise<void> => {
    keep(ids)
    const [id] = ids
    if (id === undefined) return
    if (ids.length === 1) {
      const answer = await settleOne({ id, take })
      if (!answer.ok) return toast({ message: error(answer.error), tone: 'problem' })
      return toast({ id, message: t(take === 'mine' ? 'sync:clashList.settledMine' : 'sync:clashList.settledTheirs') })
    }
    const answer = await settleMany({ ids: [...ids], take })
    if (!answer.ok) return toast({ message: error(answer.error), tone: 'problem' })
    const { operation, settled, left } = answer.value
    const message = t('desk:clash.settledMany', { count: settled, shown: number(settled) })
    if (operation) undo.done(message, operation)
    if (left > 0) toast({ message: t('desk:clash.leftMany', { count: left, shown: number(left) }), tone: 'problem' })
  }
}
