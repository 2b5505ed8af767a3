import type { UpdateState } from '../../../core/api/updates.ts'

export interface UpdateNoticeFacts {
  /** What was read once is not shown again under the same key. */
  key: string
  /** The person cannot mend it; whoever runs the server must look. */
  needsSomebody: boolean
  canRetry: boolean
}

type Reason = Extract<UpdateState, { state: 'failed' }>['reason']

const failures: Record<Reason, Omit<UpdateNoticeFacts, 'key'> & { isQuiet: boolean }> = {
  signature: { needsSomebody: true, canRetry: false, isQuiet: false },
  altered: { needsSomebody: true, canRetry: false, isQuiet: false },
  older: { needsSomebody: true, canRetry: false, isQuiet: false },
  full: { needsSomebody: false, canRetry: true, isQuiet: false },
  // It is tried again by itself; only who cannot work on without it has to know.
  download: { needsSomebody: false, canRetry: true, isQuiet: true },
  install: { needsSomebody: false, canRetry: true, isQuiet: false },
}

/** What a line says about a newer version; undefined where there is nothing that a person should know. */
export function noticeOf(state: UpdateState | undefined): UpdateNoticeFacts | undefined {
  if (!state || state.state === 'none' || state.state === 'current') return undefined
  if (state.state !== 'failed') {
    return { key: `${state.state} ${state.version} ${state.isUrgent}`, needsSomebody: false, canRetry: false }
  }
  const { isQuiet, ...facts } = failures[state.reason]
  if (isQuiet && !state.isUrgent) return undefined
  return { ...facts, key: `failed ${state.reason}` }
}

/** Whole megabytes of bytes, as people know the size of a download. */
export const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576)
