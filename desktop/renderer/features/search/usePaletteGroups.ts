import { skipToken } from '@reduxjs/toolkit/query/react'
import { useTranslation } from 'react-i18next'
import type { Hit } from '../../../core/api/functions.ts'
import { useCall, useKinds } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useFavouriteRecords } from '../favourites/useFavouriteRecords.ts'
import { actionsFor, usePaletteActions } from './actions.ts'
import { actionRow, filled, hitRow, hitRowOf, type PaletteGroup } from './rows.ts'

const mostFavourites = 8

/**
 * What the palette shows for the words typed: records by kind and actions; without words favourites, what was opened
 * last, actions and settings.
 */
export function usePaletteGroups(words: string): { groups: PaletteGroup[]; corrected: boolean; isReady: boolean } {
  const { t } = useTranslation('search')
  const { label } = useFormat()
  const kinds = useKinds()
  const actions = usePaletteActions()
  const typed = words.trim()
  const found = useCall('search.query', typed === '' ? skipToken : { words: typed, limit: 6 })
  const recent = useCall('records.recent', typed === '' ? { limit: 6 } : skipToken)
  const favourites = useFavouriteRecords()
  const all = [...actions.do, ...actions.goTo, ...actions.settings]

  if (typed === '') {
    const own = (favourites ?? []).slice(0, mostFavourites).map(({ kind, id, title }): Hit => {
      const known = kinds.get(kind)
      return { kind, id, title, subtitle: known ? label(known.label.one) : '', archived: false, marks: [] }
    })
    const isOwn = (hit: Hit) => own.some(({ kind, id }) => kind === hit.kind && id === hit.id)
    return {
      corrected: false,
      isReady: recent.data !== undefined,
      groups: filled([
        { id: 'favourites', title: t('favourites.title'), rows: own.map(hit => hitRowOf('favourites', hit)) },
        { id: 'recent', title: t('recent'), rows: (recent.data ?? []).filter(hit => !isOwn(hit)).map(hitRow) },
        { id: 'actions', title: t('actions'), rows: actions.do.map(actionRow) },
        { id: 'goTo', title: t('goTo'), rows: actions.goTo.map(actionRow) },
        { id: 'settings', title: t('settings'), rows: actions.settings.map(actionRow) },
      ]),
    }
  }
  const groups = (found.latest?.groups ?? []).map(({ kind, hits }) => {
    const known = kinds.get(kind)
    return { id: `kind-${kind}`, title: known ? label(known.label.many) : kind, rows: hits.map(hitRow) }
  })
  const matching = { id: 'actions', title: t('actions'), rows: actionsFor(all, typed).map(actionRow) }
  const corrected = found.latest?.corrected ?? false
  return {
    corrected: corrected && matching.rows.length === 0,
    isReady: found.latest !== undefined,
    // An action that is called so comes before records that are only written much like it.
    groups: filled(corrected ? [matching, ...groups] : [...groups, matching]),
  }
}
