import { useCallback, useEffect, useRef, useState } from 'react'
import { useCore } from '../../data/hooks.ts'

const wait = 600

/** What is being typed outside of a form, kept on this machine so that neither a crash nor another screen loses it. */
export function useKeptText(name: string) {
  const core = useCore()
  const key = `text:${name}`
  const [found, setFound] = useState<{ key: string; start: unknown }>()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const last = useRef<{ key: string; value: unknown } | undefined>(undefined)
  useEffect(() => {
    let isHere = true
    core
      .call('drafts.get', { key })
      // Without its draft a text begins empty.
      .catch(() => null)
      .then(draft => isHere && setFound({ key, start: draft?.value }))
    return () => {
      isHere = false
      flush()
    }
    function flush() {
      clearTimeout(timer.current)
      const waiting = last.current
      last.current = undefined
      if (waiting) core.call('drafts.put', waiting).catch(() => undefined)
    }
  }, [core, key])
  const remove = useCallback(() => {
    clearTimeout(timer.current)
    last.current = undefined
    core.call('drafts.remove', { key }).catch(() => undefined)
  }, [core, key])
  const put = useCallback(
    (value: unknown) => {
      if (value === undefined || value === '') return remove()
      clearTimeout(timer.current)
      last.current = { key, value }
      timer.current = setTimeout(() => {
        last.current = undefined
        core.call('drafts.put', { key, value }).catch(() => undefined)
      }, wait)
    },
    [core, key, remove],
  )
  return { isLoaded: found?.key === key, start: found?.key === key ? found.start : undefined, put, remove }
}
