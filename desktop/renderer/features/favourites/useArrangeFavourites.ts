import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { favourite } from '../../../../shared/entities/teamwork/favourite.ts'
import { asAppError } from '../../../../shared/errors.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { toast } from '../../ui/toast.tsx'
import { orderChanges } from './order.ts'
import type { FavouriteRecord } from './useFavouriteRecords.ts'

export interface ArrangeFavourites {
  move: (list: readonly FavouriteRecord[], from: number, to: number) => Promise<void>
  /** Without a name it is called what its record is called. */
  rename: (one: FavouriteRecord, name: string) => Promise<boolean>
  remove: (one: FavouriteRecord) => Promise<void>
}

/** What a person does with their favourites; each can be taken back, and a problem is said. */
export function useArrangeFavourites(): ArrangeFavourites {
  const core = useCore()
  const undo = useUndo()
  const { error } = useErrorText()
  const { t } = useTranslation('search')
  return useMemo(() => {
    const kind = favourite.name
    const tell = async (said: string, work: Promise<{ operation?: string | undefined }>): Promise<boolean> => {
      try {
        const { operation } = await work
        if (operation) undo.done(said, operation)
        return true
      } catch (thrown) {
        toast({ message: error(asAppError(thrown).toBody()), tone: 'problem' })
        return false
      }
    }
    return {
      move: async (list, from, to) => {
        const changes = orderChanges(list, from, to).map(change => ({ kind, ...change }))
        if (changes.length === 0) return
        const work = core.call('records.paste', { label: 'orderFavourites', write: 'all', changes })
        await tell(t('favourites.ordered'), work)
      },
      rename: async ({ favouriteId: id, name, recordTitle }, typed) => {
        const next = typed.trim() === '' || typed.trim() === recordTitle ? undefined : typed.trim()
        if (next === name) return true
        const change = { label: 'renameFavourite', keys: [{ kind, id }], set: { name: next ?? null } }
        return tell(t('favourites.renamed', { title: next ?? recordTitle }), core.call('records.change', change))
      },
      remove: async ({ favouriteId: id, title }) => {
        const change = { label: 'unfavourite', keys: [{ kind, id }], set: { archived: true } }
        await tell(t('favourites.removed', { title }), core.call('records.change', change))
      },
    }
  }, [core, undo, error, t])
}
