import type { AnyKind } from '../../../../shared/entity.ts'
import type { Kinds } from '../../../../shared/kinds.ts'
import { rightsOf, type Viewer } from '../../../../shared/permissions/viewer.ts'
import { childKinds } from '../../../../shared/timeline.ts'
import type { RecordSlots, TabGroup } from '../slots.ts'

/** One tab between "general" and "history": the records of one kind, or of several that read better together. */
export interface RelatedTab {
  name: string
  kinds: AnyKind[]
  group: TabGroup | undefined
}

interface Sources {
  kinds: Kinds
  viewer: Viewer | undefined
  slotsOf: (kind: string) => RecordSlots
  groups: readonly TabGroup[]
}

/**
 * Kinds that hang on this one and that the viewer may see, in the order of the rail; a group stands where its first kind
 * does. A kind without a list has no tab, unless a module draws it.
 */
export function relatedTabs(kind: AnyKind, { kinds, viewer, slotsOf, groups }: Sources): RelatedTab[] {
  const shown = childKinds(kinds, kind.name).filter(
    child =>
      !child.internal &&
      (child.list !== undefined || slotsOf(child.name).related) &&
      viewer !== undefined &&
      rightsOf(viewer, child.name).see !== 'none',
  )
  const tabs = new Map<string, RelatedTab>()
  for (const child of shown) {
    const group = groups.find(
      ({ kinds: names }) => names.filter(name => has(shown, name)).length > 1 && names.includes(child.name),
    )
    const name = group?.name ?? child.name
    const tab = tabs.get(name) ?? { name, kinds: [], group }
    tab.kinds.push(child)
    tabs.set(name, tab)
  }
  return [...tabs.values()].map(tab => ({
    ...tab,
    kinds: tab.kinds.toSorted((a, b) => place(tab.group, a) - place(tab.group, b)),
  }))
}

const has = (kinds: readonly AnyKind[], name: string): boolean => kinds.some(kind => kind.name === name)
const place = (group: TabGroup | undefined, kind: AnyKind): number => group?.kinds.indexOf(kind.name) ?? 0

/** Whether a record of this kind has a story worth a tab: something with moments hangs on it. */
export const hasTimeline = (kind: AnyKind, kinds: Kinds): boolean =>
  childKinds(kinds, kind.name).some(child => child.timeline)
