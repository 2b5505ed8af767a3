import type { UpdateState } from '../../core/api/updates.ts'

export type RefusalReason = Extract<UpdateState, { state: 'failed' }>['reason']

/** Why an update is not taken; the message is for the log, the reason for people. */
export class UpdateRefused extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}
