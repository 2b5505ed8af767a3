import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError, type ErrorBody, type ErrorCode } from '../../../shared/errors.ts'

/** Whether the file takes what is written into it; what is wrong stays said until a write has gone well again. */
export interface FileHealth {
  readonly problem: ErrorBody | undefined
  /** A write ended so; undefined: it went well. */
  wrote(thrown?: unknown): void
  onChange(listener: () => void): () => void
  close(): void
}

/** Faults of the disk; others are not about it. */
const faults: ReadonlySet<ErrorCode> = new Set([
  'storage.full',
  'storage.readOnly',
  'storage.failed',
  'storage.damaged',
])
export const isDiskFault = (thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && faults.has(thrown.code)
const lookMs = 3_000
/** A disk is called full until there is room for what a day's work writes. */
const roomBytes = 8_000_000

/** `attempt` writes something small: whether it goes well tells that the trouble is over, without a person's doing. */
export function createFileHealth(settings: { file: string; attempt(): void; look?: number }): FileHealth {
  const { file, attempt, look = lookMs } = settings
  const listeners = new Set<() => void>()
  let problem: ErrorBody | undefined
  let timer: NodeJS.Timeout | undefined

  const change = (next: ErrorBody | undefined): void => {
    if (next?.code === problem?.code) return
    problem = next
    clearInterval(timer)
    // What is damaged stays so until the file is another one.
    if (next && next.code !== 'storage.damaged') {
      timer = setInterval(tryAgain, look)
      timer.unref()
    }
    for (const listener of listeners) listener()
  }
  const tryAgain = (): void => {
    if (problem?.code === 'storage.full' && !hasRoom(file)) return
    try {
      attempt()
    } catch {
      // `attempt` tells `wrote` itself.
    }
  }
  return {
    get problem() {
      return problem
    },
    wrote(thrown) {
      if (isDiskFault(thrown)) change({ code: thrown.code })
      else if (thrown === undefined && problem && problem.code !== 'storage.damaged')
        if (problem.code !== 'storage.full' || hasRoom(file)) change(undefined)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => clearInterval(timer),
  }
}

/** Room on the volume of a file; a volume that cannot be asked is not called full. */
export function hasRoom(file: string, bytes = roomBytes): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file))
    return bavail * bsize >= bytes
  } catch {
    return true
  }
}
