import { skipToken } from '@reduxjs/toolkit/query/react'
import { useMemo } from 'react'
import type { RecordKey } from '../../../shared/record.ts'
import { useCall } from './hooks.ts'

/** Titles of the records that `keys` name; the returned function answers undefined for what is not here. */
export function useTitles(keys: readonly RecordKey[]): (key: RecordKey) => string | undefined {
  // The same keys in another order or twice are the same question.
  const names = [...new Set(keys.map(({ kind, id }) => `${kind}/${id}`))].sort().slice(0, 500)
  const asked = names.map(name => {
    const at = name.indexOf('/')
    return { kind: name.slice(0, at), id: name.slice(at + 1) }
  })
  const { data } = useCall('records.titles', asked.length === 0 ? skipToken : { keys: asked })
  const joined = names.join(' ')
  return useMemo(() => {
    const titles = new Map(joined.split(' ').map((name, at) => [name, data?.[at]]))
    return ({ kind, id }) => titles.get(`${kind}/${id}`) ?? undefined
  }, [joined, data])
}
