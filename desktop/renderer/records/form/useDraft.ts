import { useCallback, useEffect, useRef, useState } from 'react'
import { useStore } from 'react-redux'
import { z } from 'zod'
import type { Values } from '../../../../shared/entity.ts'
import type { RootState } from '../../app/store.ts'
import { useCore } from '../../data/hooks.ts'
import type { FormState } from './formState.ts'

const bag = z.record(z.string(), z.unknown())
const draft = z.object({ base: bag, typed: bag, emptied: z.array(z.string()) })

interface Draft {
  /** What was being typed when the form was last left without saving. */
  found: FormState | undefined
  /** Looked for; only then may a new one be written over it. */
  isLooked: boolean
  keep: (state: FormState) => void
  forget: () => void
}

/** Keeps what is typed in core's file, a second after it was typed, so that a crash loses nothing. */
export function useDraft(key: string): Draft {
  const core = useCore()
  const [looked, setLooked] = useState<{ key: string; found: FormState | undefined }>()
  const store = useStore<RootState>()
  const waiting = useRef<{
    key: string
    account: string | undefined
    state: FormState
    timer: ReturnType<typeof setTimeout>
  }>(undefined)

  useEffect(() => {
    let isCurrent = true
    core
      .call('drafts.get', { key })
      .then(
        answer => read(answer?.value),
        () => undefined,
      )
      .then(found => isCurrent && setLooked({ key, found }))
    return () => {
      isCurrent = false
    }
  }, [core, key])

  const write = useCallback(() => {
    const now = waiting.current
    if (!now) return
    clearTimeout(now.timer)
    waiting.current = undefined
    // Another window has gone to another account meanwhile: what was typed here does not belong there.
    if (now.account !== store.getState().screen.account) return
    // A draft that cannot be kept must not stop the typing; saving will say what is wrong.
    core.call('drafts.put', { key: now.key, value: stored(now.state) }).catch(() => undefined)
  }, [core, store])

  const keep = useCallback(
    (state: FormState) => {
      clearTimeout(waiting.current?.timer)
      const { account } = store.getState().screen
      waiting.current = { key, account, state, timer: setTimeout(write, 1000) }
    },
    [key, store, write],
  )
  const forget = useCallback(() => {
    clearTimeout(waiting.current?.timer)
    waiting.current = undefined
    setLooked({ key, found: undefined })
    core.call('drafts.remove', { key }).catch(() => undefined)
  }, [core, key])

  // Leaving the screen in the middle of a second writes at once.
  useEffect(() => write, [write])

  return {
    found: looked?.key === key ? looked.found : undefined,
    isLooked: looked?.key === key,
    keep,
    forget,
  }
}

/** JSON has no undefined: emptied fields are named. */
export const stored = ({ base, typed }: FormState) => ({
  base,
  typed: Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined)),
  emptied: Object.keys(typed).filter(name => typed[name] === undefined),
})

export function read(value: unknown): FormState | undefined {
  const parsed = draft.safeParse(value)
  if (!parsed.success) return undefined
  const typed: Values = { ...parsed.data.typed }
  for (const name of parsed.data.emptied) typed[name] = undefined
  return Object.keys(typed).length === 0 ? undefined : { base: parsed.data.base, typed }
}

export const draftKey = (kind: string, id: string | undefined, parent?: { id: string }): string =>
  `form.${kind}.${id ?? 'new'}${parent ? `.${parent.id}` : ''}`
