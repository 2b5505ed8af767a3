import type { Scope } from '../../shared/permissions/rights.ts'
import { rightsOf, type Viewer } from '../../shared/permissions/viewer.ts'
import { visibilityKey } from '../../shared/record.ts'
import type { Change } from './project.ts'

/**
 * Of a run of changes of one kind those that may show a viewer something, in their order, by the owners and teams that
 * stand in them: of what is everybody's own, two hundred people need not look at every row.
 */
export function concerning(kind: string, changes: readonly Change[]): (viewer: Viewer) => readonly Change[] {
  const places = new Map<string, Set<number>>()
  const note = (name: string, place: number): void => {
    const known = places.get(name) ?? new Set<number>()
    known.add(place)
    places.set(name, known)
  }
  for (const [place, { before, after, state }] of changes.entries())
    for (const key of [before, after, visibilityKey(state)]) {
      if (key?.owner) note(`owner ${key.owner}`, place)
      if (key?.team) note(`team ${key.team}`, place)
    }

  const named = (...names: string[]): Change[] => {
    const found = new Set(names.flatMap(name => [...(places.get(name) ?? [])]))
    return [...found].sort((a, b) => a - b).flatMap(place => changes[place] ?? [])
  }
  const concerned: Record<Scope, (viewer: Viewer) => readonly Change[]> = {
    none: () => [],
    own: ({ user }) => named(`owner ${user}`),
    team: ({ user, team }) => named(`owner ${user}`, ...(team === null ? [] : [`team ${team}`])),
    all: () => changes,
  }
  return viewer => concerned[rightsOf(viewer, kind).see](viewer)
}
