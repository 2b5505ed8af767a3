import { skipToken } from '@reduxjs/toolkit/query/react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { favourite, favouriteId } from '../../../../shared/entities/teamwork/favourite.ts'
import { asAppError } from '../../../../shared/errors.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { mayCreate } from '../../app/modules.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCall, useCore, useViewer } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { toast } from '../../ui/toast.tsx'

/** Whether the record is one of one's own favourites, and the way in and out; undefined where it can be none. */
export function useFavourite(record: ShownRecord): { is: boolean; toggle: () => Promise<void> } | undefined {
  const core = useCore()
  const undo = useUndo()
  const { error } = useErrorText()
  const { t } = useTranslation('search')
  const viewer = useViewer()
  const { kind, id, title } = record
  const canBe = favourite.links?.includes(kind) && mayCreate(viewer, favourite.name)
  const own = viewer && canBe ? { kind: favourite.name, id: favouriteId(viewer.user, { kind, id }) } : undefined
  const { data } = useCall('records.get', own ?? skipToken)
  const is = data !== undefined && data !== null && !data.archived
  const ownId = own?.id
  const toggle = useCallback(async () => {
    if (ownId === undefined) return
    const key = { kind: favourite.name, id: ownId }
    const label = is ? 'unfavourite' : 'favourite'
    try {
      const { operation } = data
        ? await core.call('records.change', { label, keys: [key], set: { archived: is } })
        : await core.call('records.add', { label, records: [{ ...key, set: { parent: { value: { kind, id } } } }] })
      undo.done(t(is ? 'favourites.removed' : 'favourites.added', { title }), operation)
    } catch (thrown) {
      toast({ message: error(asAppError(thrown).toBody()), tone: 'problem' })
    }
  }, [core, undo, error, t, ownId, data, is, kind, id, title])
  return own ? { is, toggle } : undefined
}
