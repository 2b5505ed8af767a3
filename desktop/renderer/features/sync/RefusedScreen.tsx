import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RefusedItem } from '../../../core/api/functions.ts'
import { useAction, useCall, useSyncState } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { toast } from '../../ui/toast.tsx'
import { DeskBar, DeskFilters, DeskHead, NothingFits } from './DeskFrame.tsx'
import desk from './desk.module.css'
import { type DeskItem, fitsFilter, noFilter } from './deskFilter.ts'
import { MendDialog } from './MendDialog.tsx'
import { RefusedCard } from './RefusedCard.tsx'
import { isForGone } from './refusedFields.ts'
import { useDeskKeys, useDeskSelection } from './useDesk.ts'

/** What the server did not take: why, what rests on it, and the two ways on: mend and send, or discard. */
export function RefusedScreen() {
  const { t } = useTranslation(['sync', 'desk', 'app'])
  const { latest, refetch } = useCall('refused.list', {})
  const count = useSyncState()?.refused
  // Refusals are not records: their number is what tells that the list has changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for each new number
  useEffect(() => {
    refetch()
  }, [count])
  const [filter, setFilter] = useState(noFilter)
  const [mending, setMending] = useState<string>()
  const [discarding, setDiscarding] = useState<readonly string[]>()
  const visible = (latest ?? []).filter(item => fitsFilter(itemOf(item), filter, Date.now()))
  const selection = useDeskSelection(visible.map(({ entry }) => entry))
  const { send, discard, sending, isBusy } = useMany(refetch)
  const keys = useDeskKeys({
    Enter: entry => {
      const item = visible.find(one => one.entry === entry)
      if (item && isForGone(item)) void send([entry])
      else setMending(entry)
    },
    y: entry => void send([entry]),
    Delete: entry => setDiscarding([entry]),
  })
  if (latest === undefined) return null
  const chosen = [...selection.chosen]
  const mended = latest.find(({ entry }) => entry === mending)
  return (
    <>
      <DeskHead tab="refused" title={t('sync:refusedList.title')} hint={t('sync:refusedList.hint')} />
      {latest.length > 0 && (
        <DeskFilters items={latest.map(itemOf)} filter={filter} onChange={setFilter} hasWho={false} />
      )}
      {latest.length === 0 ? (
        <EmptyState icon={IconCircleCheck} title={t('sync:refusedList.empty')} hint={t('desk:refused.emptyHint')} />
      ) : visible.length === 0 ? (
        <NothingFits onChange={setFilter} />
      ) : (
        <>
          <DeskBar count={visible.length} selection={selection} keys={t('desk:keys.refused')}>
            <Button size="xs" loading={sending.length > 0} disabled={isBusy} onClick={() => void send(chosen)}>
              {t('desk:refused.send')}
            </Button>
            <Button size="xs" variant="default" disabled={isBusy} onClick={() => setDiscarding(chosen)}>
              {t('desk:refused.discard')}
            </Button>
          </DeskBar>
          <ul className={desk.list}>
            {visible.map(item => (
              <RefusedCard
                key={item.entry}
                item={item}
                isChosen={selection.chosen.has(item.entry)}
                onChoose={() => selection.toggle(item.entry)}
                onKeyDown={keys}
                onMend={() => setMending(item.entry)}
                isSending={sending.includes(item.entry)}
                onSend={() => void send([item.entry])}
                onDiscard={() => setDiscarding([item.entry])}
              />
            ))}
          </ul>
        </>
      )}
      {mended && (
        <MendDialog
          item={mended}
          onClose={() => setMending(undefined)}
          onSent={() => {
            setMending(undefined)
            refetch()
          }}
        />
      )}
      <Discarding
        items={latest.filter(({ entry }) => discarding?.includes(entry))}
        isBusy={isBusy}
        onCancel={() => setDiscarding(undefined)}
        onConfirm={entries => void discard(entries).then(() => setDiscarding(undefined))}
      />
    </>
  )
}

const itemOf = ({ patches, at }: RefusedItem): DeskItem => ({
  record: { kind: patches[0]?.kind ?? '' },
  fields: [...new Set(patches.flatMap(({ set }) => Object.keys(set)))],
  user: undefined,
  at,
})

/** Sends or discards some of them at once, and says so. */
function useMany(changed: () => void) {
  const { t } = useTranslation(['sync', 'desk'])
  const { number } = useFormat()
  const { error } = useErrorText()
  const [send] = useAction('refused.sendMany')
  const [sending, setSending] = useState<readonly string[]>([])
  const [discard, discarding] = useAction('refused.discardMany')
  const done = (answer: Awaited<ReturnType<typeof send>>, way: 'sentMany' | 'discardedMany') => {
    changed()
    if (!answer.ok) return toast({ message: error(answer.error), tone: 'problem' })
    const { count } = answer.value
    toast({ message: t(`desk:refused.${way}`, { count, shown: number(count) }) })
  }
  return {
    send: async (entries: readonly string[]) => {
      setSending(entries)
      done(await send({ entries: [...entries] }), 'sentMany')
      setSending([])
    },
    /** Those that are on their way. */
    sending,
    discard: async (entries: readonly string[]) => done(await discard({ entries: [...entries] }), 'discardedMany'),
    isBusy: sending.length > 0 || discarding.isBusy,
  }
}

interface DiscardingProps {
  items: readonly RefusedItem[]
  isBusy: boolean
  onCancel: () => void
  onConfirm: (entries: string[]) => void
}

/** Asked before what somebody typed is given up, with a word on what goes with it. */
function Discarding({ items, isBusy, onCancel, onConfirm }: DiscardingProps) {
  const { t } = useTranslation(['sync', 'desk', 'app'])
  const { number } = useFormat()
  const dependents = items.reduce((sum, item) => sum + item.dependents.length, 0)
  const count = items.length
  return (
    <ConfirmDialog
      isOpen={count > 0}
      title={
        count > 1 ? t('desk:refused.discardAsk', { count, shown: number(count) }) : t('sync:refusedList.discardAsk')
      }
      cancelLabel={t('app:actions.cancel')}
      confirm={{
        label: t('sync:refusedList.discard'),
        isDangerous: true,
        isBusy,
        onConfirm: () => onConfirm(items.map(({ entry }) => entry)),
      }}
      onCancel={onCancel}
    >
      {t('sync:refusedList.discardHint')}
      {dependents > 0 && ` ${t('sync:refusedList.discardDependents', { count: dependents })}`}
    </ConfirmDialog>
  )
}
