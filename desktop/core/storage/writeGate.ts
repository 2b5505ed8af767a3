import { AppError } from '../../../shared/errors.ts'

/** What RxDB's pull names its writes (`'replication-downstream-' + key`). */
export const isPullWrite = (context: string): boolean => context.startsWith('replication-downstream-')

/**
 * Keeps a pull from moving its checkpoint past documents that were not stored. RxDB goes on after a failed pull
 * write, and swallows a conflict in one; the next batch that succeeds then moves the checkpoint past the loss for
 * ever. So after the first failure everything the pull does to this collection fails, the reads it starts each batch
 * with included (a batch that needs no write would move the checkpoint too), until the pull was started anew.
 */
export interface WriteGate {
  /** Throws what the pull failed with, while it has not been started anew. */
  ensureOpen(): void
  fail(cause: unknown): void
  resume(): void
  readonly failed: boolean
}

export function createWriteGate(): WriteGate {
  let failure: { cause: unknown } | undefined
  return {
    ensureOpen() {
      if (!failure) return
      const { cause } = failure
      throw cause instanceof AppError ? new AppError(cause.code, { cause }) : cause
    },
    fail(cause) {
      failure ??= { cause }
    },
    resume() {
      failure = undefined
    },
    get failed() {
      return failure !== undefined
    },
  }
}
