import { useEffect, useMemo } from 'react'
import { shallowEqual } from 'react-redux'
import type { Choice } from '../../../../shared/fields.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useAppDispatch, useAppSelector } from '../../app/store.ts'
import { coreApi } from '../../data/api.ts'
import { useKinds } from '../../data/hooks.ts'
import { useTitles } from '../../data/titles.ts'
import type { ShownField } from '../fields/shownFields.ts'

export interface TitlesNow {
  titleOf: (key: RecordKey) => string | undefined
  /** Colour of a tag. */
  colorOf: (key: RecordKey) => Choice['color']
}

/** Titles of all that these columns point to, at hand without waiting: what is copied is read in that moment. */
export function useTitlesNow(columns: readonly ShownField[], references: readonly RecordKey[]): TitlesNow {
  const kinds = useKinds()
  const dispatch = useAppDispatch()
  const small = useMemo(
    () =>
      [...new Set(columns.flatMap(({ field }) => field.to ?? []))]
        .filter(name => kinds.get(name)?.shared === true)
        .map(kind => ({ name: 'records.all' as const, args: { kind } })),
    [columns, kinds],
  )
  useEffect(() => {
    const subscriptions = small.map(call => dispatch(coreApi.endpoints.call.initiate(call)))
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe()
    }
  }, [dispatch, small])
  const answers = useAppSelector(
    state => small.map(call => coreApi.endpoints.call.select(call)(state).data as ShownRecord[] | undefined),
    shallowEqual,
  )
  const outside = useTitles(references)
  return useMemo(() => {
    const all = new Map(answers.flatMap(records => (records ?? []).map(one => [`${one.kind}/${one.id}`, one])))
    const recordOf = ({ kind, id }: RecordKey) => all.get(`${kind}/${id}`)
    return {
      titleOf: key => recordOf(key)?.title ?? outside(key),
      colorOf: key => recordOf(key)?.values['color'] as Choice['color'],
    }
  }, [answers, outside])
}
