import { useEffect, useState } from 'react'
import { asAppError, type ErrorBody } from '../../../../shared/errors.ts'
import type { BulkChange, BulkPreview } from '../../../core/api/operations.ts'
import { useCore } from '../../data/hooks.ts'

export interface PreviewState {
  /** Of the change at hand, or of the one before while the new one is counted. */
  preview: BulkPreview | undefined
  error: ErrorBody | undefined
  isCounting: boolean
}

/** A word that is being typed is not counted letter by letter. */
const pauseMs = 250

/** What the change would do, asked again whenever it changes. */
export function useBulkPreview(change: BulkChange | undefined): PreviewState {
  const core = useCore()
  const key = change && JSON.stringify(change)
  const [state, setState] = useState<PreviewState & { key?: string }>(nothing)
  useEffect(() => {
    if (key === undefined) {
      setState(nothing)
      return
    }
    let isCurrent = true
    setState(old => ({ ...old, isCounting: true }))
    const timer = setTimeout(async () => {
      try {
        const preview = await core.call('bulk.preview', JSON.parse(key) as BulkChange)
        if (isCurrent) setState({ key, preview, error: undefined, isCounting: false })
      } catch (thrown) {
        if (isCurrent) setState({ key, preview: undefined, error: asAppError(thrown).toBody(), isCounting: false })
      }
    }, pauseMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [core, key])
  return { preview: state.preview, error: state.error, isCounting: state.isCounting || state.key !== key }
}

const nothing: PreviewState = { preview: undefined, error: undefined, isCounting: false }
