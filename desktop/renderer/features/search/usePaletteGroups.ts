import { skipToken } from '@reduxjs/toolkit/query/react'
import { useTranslation } from 'react-i18next'
import { useCall, useKinds } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { actionsFor, usePaletteActions } from './actions.ts'
import { actionRow, filled, hitRow, type PaletteGroup } from './rows.ts'

/** What the palette shows for the words typed: records by kind, then actions; without words, recents and actions. */
export function usePaletteGroups(words: string): { groups: PaletteGroup[]; corrected: boolean; isReady: boolean } {
  const { t } = useTranslation('search')
  const { label } = useFormat()
  const kinds = useKinds()
  const actions = usePaletteActions()
  const typed = words.trim()
  const found = useCall('search.query', typed === '' ? skipToken : { words: typed, limit: 6 })
  const recent = useCall('records.recent', typed === '' ? { limit: 6 } : skipToken)
  const all = [...actions.create, ...actions.goTo, ...actions.other]

  if (typed === '') {
    return {
      corrected: false,
      isReady: recent.data !== undefined,
      groups: filled([
        { id: 'recent', title: t('recent'), rows: (recent.data ?? []).map(hitRow) },
        { id: 'actions', title: t('actions'), rows: actions.create.map(actionRow) },
        { id: 'goTo', title: t('goTo'), rows: actions.goTo.map(actionRow) },
        { id: 'other', title: t('other'), rows: actions.other.map(actionRow) },
      ]),
    }
  }
  const groups = (found.latest?.groups ?? []).map(({ kind, hits }) => {
    const known = kinds.get(kind)
    return { id: `kind-${kind}`, title: known ? label(known.label.many) : kind, rows: hits.map(hitRow) }
  })
  return {
    corrected: found.latest?.corrected ?? false,
    isReady: found.latest !== undefined,
    groups: filled([...groups, { id: 'actions', title: t('actions'), rows: actionsFor(all, typed).map(actionRow) }]),
  }
}
