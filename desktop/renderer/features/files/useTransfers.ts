import { useMemo } from 'react'
import type { Transfer } from '../../../core/api/files.ts'
import { useStream } from '../../data/hooks.ts'

/** Files on their way, by the id of their record. */
export function useTransfers(): ReadonlyMap<string, Transfer> {
  const list = useStream('files.transfers', {})
  return useMemo(() => new Map(list?.map(one => [one.id, one])), [list])
}
