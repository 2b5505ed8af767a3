import { useCallback, useEffect, useMemo } from 'react'
import { shallowEqual } from 'react-redux'
import type { RecordKey } from '../../../../shared/record.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useAppDispatch, useAppSelector } from '../../app/store.ts'
import { coreApi } from '../../data/api.ts'
import { useKinds } from '../../data/hooks.ts'
import { useTitles } from '../../data/titles.ts'
import type { ShownField } from '../fields/shownFields.ts'

/** Titles of all that these columns point to, at hand without waiting: what is copied is read in that moment. */
export function useTitlesNow(
  columns: readonly ShownField[],
  references: readonly RecordKey[],
): (key: RecordKey) => string | undefined {
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
  const all = useMemo(
    () => new Map(answers.flatMap(records => (records ?? []).map(({ kind, id, title }) => [`${kind}/${id}`, title]))),
    [answers],
  )
  const outside = useTitles(references)
  return useCallback(key => all.get(`${key.kind}/${key.id}`) ?? outside(key), [all, outside])
}
