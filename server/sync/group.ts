import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { Head } from '../../shared/sync/protocol.ts'
import { type Change, statesFor } from './project.ts'

/** A connection as its group sees it. */
export interface Member {
  /** Sends a live frame, or keeps it until the page that is being read has gone out. */
  live(frame: LiveFrame): void
}
export interface LiveFrame {
  after: number
  to: number
  text: string
}

/** The connections that see the same: a change is projected and encoded once for all of them. */
export interface Group {
  readonly view: string
  readonly viewer: Viewer
  readonly members: Set<Member>
  /** Number up to which the group has been told. */
  told: number
}

/** Tells the group of a run of changes. A commit that shows it nothing waits for the next one or for `mark`. */
export function tell(group: Group, changes: readonly Change[], head: Head): void {
  const states = statesFor(group.viewer, changes, head.number)
  if (states.length > 0) send(group, states, head)
}

/** Moves the checkpoints of a group that had nothing to see for a while. */
export function mark(group: Group, head: Head): void {
  if (group.told < head.number) send(group, [], head)
}

function send(group: Group, states: ReturnType<typeof statesFor>, head: Head): void {
  const frame: LiveFrame = {
    after: group.told,
    to: head.number,
    text: JSON.stringify({ t: 'live', after: group.told, states, to: head }),
  }
  group.told = head.number
  for (const member of group.members) member.live(frame)
}
