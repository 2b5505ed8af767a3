import { useMemo } from 'react'
import type { ShownRecord } from '../../core/api/functions.ts'
import { useCall } from '../data/hooks.ts'

/** Titles of a small kind by id, archived ones too; empty while unknown. */
export function useTitleOf(kind: string): (id: string) => string {
  const { latest } = useCall('records.all', { kind })
  return useMemo(() => {
    const titles = new Map(latest?.map(({ id, title }) => [id, title]))
    return id => titles.get(id) ?? ''
  }, [latest])
}

/** What a select offers: what is not archived, in the order of its titles. */
export function useOptions(kind: string): { value: string; label: string }[] {
  const { latest } = useCall('records.all', { kind })
  return useMemo(() => latest?.filter(isOpen).map(({ id, title }) => ({ value: id, label: title })) ?? [], [latest])
}

const isOpen = ({ archived }: ShownRecord): boolean => !archived
