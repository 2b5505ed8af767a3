import { useCallback, useMemo, useRef } from 'react'
import { z } from 'zod'
import { sameValue } from '../../../../shared/value.ts'
import type { RouteParams } from '../../app/route.ts'
import { useSetPreferences } from '../../app/usePreference.ts'
import { usePreferences } from '../../data/hooks.ts'

/** The kind's list as its definition has it, where a view's id could stand. */
export const ownList = 'own'

const kept = z.object({
  /** The view last looked at, or `ownList`. */
  last: z.string().optional().catch(undefined),
  /** Tabs in the order that this person gave them. */
  order: z.array(z.string()).catch([]),
  /** Tabs that this person put up or took down, of views that are not theirs to arrange. */
  pins: z.record(z.string(), z.boolean()).catch({}),
})
export type ViewMemory = z.infer<typeof kept>

/** How this person left the views of a kind; undefined until preferences are here. */
export function useViewMemory(kind: string): {
  memory: ViewMemory | undefined
  keep: (change: Partial<ViewMemory>) => void
} {
  const preferences = usePreferences()
  const set = useSetPreferences()
  const name = `views.${kind}`
  const held = preferences?.screens[name]
  const isHere = preferences !== undefined
  const memory = useMemo(() => (isHere ? kept.parse(held ?? {}) : undefined), [held, isHere])
  const keep = useCallback(
    (change: Partial<ViewMemory>) => {
      if (memory) set({ screens: { [name]: { ...memory, ...change } } })
    },
    [memory, name, set],
  )
  return { memory, keep }
}

const changes = z.record(z.string(), z.string())

/** What is not saved of a view yet, as its address; outlives the list, the window and a restart. */
export function useViewChanges(kind: string): {
  of: (view: string) => RouteParams
  keep: (view: string, params: RouteParams) => void
} {
  const screens = usePreferences()?.screens
  const set = useSetPreferences()
  // Until they have come back, what was kept last counts: an address that is bare by then would lead to the old ones.
  const sent = useRef(new Map<string, RouteParams>())
  for (const [name, params] of sent.current) if (sameValue(screens?.[name], params)) sent.current.delete(name)
  const of = useCallback(
    (view: string) => {
      const name = nameOf(kind, view)
      return sent.current.get(name) ?? changes.catch({}).parse(screens?.[name] ?? {})
    },
    [screens, kind],
  )
  const keep = useCallback(
    (view: string, params: RouteParams) => {
      sent.current.set(nameOf(kind, view), params)
      set({ screens: { [nameOf(kind, view)]: params } })
    },
    [set, kind],
  )
  return useMemo(() => ({ of, keep }), [of, keep])
}

const nameOf = (kind: string, view: string) => `changes.${kind}.${view}`
