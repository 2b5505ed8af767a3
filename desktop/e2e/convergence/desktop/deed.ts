import type { Values } from '../../../../shared/entity.ts'
import type { FieldChange, RecordKey, RecordState } from '../../../../shared/record.ts'
import type { Random } from '../../../../shared/testing/random.ts'
import type { Workspace } from '../../../core/workspace.ts'

/** A desktop as the deeds see it. */
export interface Desk {
  work: Workspace
  /** Ids of all shown records of a kind, in order. */
  ids(kind: string): string[]
  /** Forms that were opened and not saved yet. */
  forms: { state: RecordState }[]
}

/** What a person does; gives the operation, or undefined where there was nothing to do it with. */
export type Deed = (desk: Desk, chance: Random) => { operation: string } | undefined

export const roots = ['lead', 'customer'] as const
export const dependents = ['contact', 'address', 'note'] as const
export const owned = [...roots, ...dependents]

/** Of one of these kinds, where there is one; the first of a kind are everybody's favourites, so that people meet. */
export function someRecord(desk: Desk, kinds: readonly string[], chance: Random): RecordState | undefined {
  const there = kinds.flatMap(name => {
    const ids = desk.ids(name)
    return ids.length > 0 ? [{ kind: name, ids }] : []
  })
  if (there.length === 0) return undefined
  const { kind, ids } = chance.pick(there)
  const id = ids[Math.floor(chance.next() ** 2 * ids.length)]
  return id === undefined ? undefined : desk.work.shown({ kind, id } satisfies RecordKey)
}

export const pickOrNone = (ids: readonly string[], chance: Random): string | undefined =>
  ids.length > 0 ? chance.pick(ids) : undefined

export const change = (base: unknown, value: unknown): FieldChange => ({
  ...(base === undefined ? {} : { base }),
  ...(value === undefined ? {} : { value }),
})

export const asSet = (values: Values): Record<string, FieldChange> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, { value }]),
  )
