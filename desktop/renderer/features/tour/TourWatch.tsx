import { skipToken } from '@reduxjs/toolkit/query/react'
import { useEffect, useRef } from 'react'
import { useRoute } from '../../app/navigation.ts'
import { useAppSelector } from '../../app/store.ts'
import { useCall, useSyncState } from '../../data/hooks.ts'
import { cameInList, doneBy, type Tour } from './steps.ts'
import { useTour } from './useTour.ts'

/** Ticks the steps of the tour as they are done, wherever that is. Looks at nothing once it is put away or through. */
export function TourWatch() {
  const tour = useTour()
  const isOver = !tour || tour.isAway || tour.offered.every(step => tour.done.includes(step))
  return isOver ? null : <Watch tour={tour} />
}

function Watch({ tour }: { tour: Tour & { change: (to: Partial<Tour>) => void } }) {
  const route = useRoute()
  const hasFound = useAppSelector(state => state.screen.hasFound)
  const connection = useSyncState()?.connection ?? 'connecting'
  const { latest } = useCall('operations.last', connection === 'signedOut' ? skipToken : { limit: 30 })
  const before = useRef<ReadonlySet<string>>(undefined)
  const known = useRef<Set<string>>(undefined)
  const inList = useRef(new Set<string>())
  useEffect(() => {
    if (!latest) return
    before.current ??= new Set(latest.map(({ operation }) => operation))
    known.current ??= new Set(before.current)
    for (const operation of cameInList(latest, known.current, route)) inList.current.add(operation)
    for (const { operation } of latest) known.current.add(operation)
    const seen = { route, hasFound, connection, operations: latest, before: before.current, inList: inList.current }
    const now = doneBy(seen)
    const more = now.filter(step => !tour.done.includes(step))
    if (more.length > 0) tour.change({ done: [...tour.done, ...more] })
  }, [tour, route, hasFound, connection, latest])
  return null
}
