import type { RecordState } from '../../shared/record.ts'

/**
 * What can happen to a record, for whoever will be told of it from outside: `<kind>.created` and so on. The names hold
 * from now on. Nothing is delivered yet; the OpenAPI document describes them under `webhooks` and says so.
 */
export const recordEvents = ['created', 'updated', 'archived', 'restored'] as const
export type RecordEvent = (typeof recordEvents)[number]

export const eventName = (kind: string, event: RecordEvent): string => `${kind}.${event}`

/** What a commit's row did to its record. A record that is made archived was made. */
export function eventOf(
  before: Pick<RecordState, 'archived'> | undefined,
  after: Pick<RecordState, 'archived'>,
): RecordEvent {
  if (!before) return 'created'
  if (before.archived === after.archived) return 'updated'
  return after.archived ? 'archived' : 'restored'
}
