import { Button, Group } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { IconFilterOff, IconLock, IconSearchOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { go } from '../../app/navigation.ts'
import { toNew } from '../../app/route.ts'
import { useCall, useSyncState, useViewer } from '../../data/hooks.ts'
import { slotsOf } from '../../features/recordSlots.ts'
import { StillLoading } from '../../features/sync/NothingHere.tsx'
import { useFormat } from '../../i18n/format.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useKindWords } from '../kindWords.ts'
import { narrowedTo } from '../narrowedTo.ts'
import { useRights } from '../rights.ts'
import { isNarrowed, type ListState, queryOf, widened } from './listParams.ts'

interface Props {
  kind: AnyKind
  state: ListState
  onChange: (state: ListState) => void
}

/** Why nothing is here (the filters, the archive, what the role shows, a first copy on its way), and the next step. */
export function EmptyList({ kind, state, onChange }: Props) {
  const isLoading = useSyncState()?.firstSync !== undefined
  if (isLoading) return <StillLoading />
  return isNarrowed(state) ? <NothingFits {...{ kind, state, onChange }} /> : <NothingYet kind={kind} />
}

/** What is kept away, in figures: without the filters, and in the archive. */
function NothingFits({ kind, state, onChange }: Props) {
  const { t } = useTranslation(['records', 'lists'])
  const { number } = useFormat()
  const all = useCall('records.count', { query: queryOf(kind, widened(state)) }).latest?.count
  const withArchived: ListState = { ...state, archived: 'with' }
  const archived = useCall(
    'records.count',
    state.archived === 'without' ? { query: queryOf(kind, withArchived) } : skipToken,
  ).latest?.count
  // Without the filters there is nothing either: they are not the reason.
  if (all === 0 && !archived) return <NothingYet kind={kind} onClear={() => onChange(widened(state))} />
  const inArchive = archived ? t('lists:empty.archived', { count: archived, shown: number(archived) }) : undefined
  const words = state.words.trim()
  // What was looked for is not there, and nothing else keeps records away.
  const isSearch = words !== '' && !isNarrowed({ ...state, words: '' })
  const narrowed = all ? t('lists:empty.without', { count: all, shown: number(all) }) : t('records:empty.narrowHint')
  const without = isSearch ? undefined : narrowed
  return (
    <EmptyState
      icon={isSearch ? IconSearchOff : IconFilterOff}
      title={isSearch ? t('lists:empty.noHits', { words }) : t('records:empty.narrow')}
      hint={[without, inArchive].filter(Boolean).join(' ')}
      action={
        <Group gap="xs" justify="center">
          <Button onClick={() => onChange(widened(state))}>
            {t(isSearch ? 'lists:empty.clearSearch' : 'records:filters.clear')}
          </Button>
          {inArchive && (
            <Button variant="default" onClick={() => onChange(withArchived)}>
              {t('lists:empty.showArchived')}
            </Button>
          )}
        </Group>
      }
    />
  )
}

function NothingYet({ kind, onClear }: { kind: AnyKind; onClear?: () => void }) {
  const { t } = useTranslation(['records', 'lists', 'files'])
  const words = useKindWords(kind)
  const rights = useRights(kind)
  const viewer = useViewer()
  const mayCreate = rights.canCreate()
  const narrowed = narrowedTo(kind, viewer)
  const why = narrowed && t(`lists:scope.why.${narrowed}`)
  const { listHint = 'records:empty.hint' } = slotsOf(kind.name)
  const usual = mayCreate ? t(listHint, words.spoken) : (why ?? t('records:empty.rightsHint'))
  const hint = usual === why ? usual : [usual, why].filter(Boolean).join(' ')
  return (
    <EmptyState
      icon={mayCreate ? iconOfKind(kind.name) : IconLock}
      title={t('records:empty.title', words.spoken)}
      hint={hint}
      action={
        <>
          {mayCreate && <Button onClick={() => go(toNew(kind.name))}>{words.create}</Button>}
          {onClear && (
            <Button variant={mayCreate ? 'default' : 'filled'} onClick={onClear}>
              {t('records:filters.clear')}
            </Button>
          )}
        </>
      }
    />
  )
}
