import { skipToken } from '@reduxjs/toolkit/query/react'
import { createContext, type ReactNode, use, useMemo } from 'react'
import type { RecordKey } from '../../../../shared/record.ts'
import { useCall, useKinds } from '../../data/hooks.ts'
import { useTitles } from '../../data/titles.ts'

const Asked = createContext<((key: RecordKey) => string | undefined) | undefined>(undefined)

/** Asks once for the titles of all that the rows on screen point to; cells below find them without asking each. */
export function TitlesProvider({ keys, children }: { keys: readonly RecordKey[]; children: ReactNode }) {
  return <Asked value={useTitles(keys)}>{children}</Asked>
}

const Known = createContext<ReadonlyMap<string, string>>(new Map())

/** Titles that came with what is shown: they stand until the ones asked for are there. */
export function KnownTitles({
  titles,
  children,
}: {
  titles: readonly (RecordKey & { title: string })[]
  children: ReactNode
}) {
  const known = useMemo(() => new Map(titles.map(({ kind, id, title }) => [`${kind}/${id}`, title])), [titles])
  return <Known value={known}>{children}</Known>
}

/** Title of a record of this kind; undefined while unknown or not here. Small kinds are all here, asked once. */
export function useTitle(kindName: string | undefined, id: string | undefined): string | undefined {
  const isSmall = useKinds().get(kindName ?? '')?.shared === true
  const asked = use(Asked)
  const known = use(Known)
  const outside = !isSmall && kindName && id ? asked?.({ kind: kindName, id }) : undefined
  const needsAsking = Boolean(!isSmall && kindName && id && !asked)
  const all = useTitlesOfKind(isSmall ? kindName : undefined)
  const { latest } = useCall(
    'records.titles',
    needsAsking && kindName && id ? { keys: [{ kind: kindName, id }] } : skipToken,
  )
  if (id === undefined) return undefined
  const before = known.get(`${kindName}/${id}`)
  if (isSmall) return all.get(id) ?? before
  return asked ? outside : ((latest ? latest[0] : before) ?? undefined)
}

function useTitlesOfKind(kindName: string | undefined): ReadonlyMap<string, string> {
  const { latest } = useCall('records.all', kindName ? { kind: kindName } : skipToken)
  return useMemo(() => new Map(latest?.map(({ id, title }) => [id, title])), [latest])
}
