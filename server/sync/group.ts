import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { Head } from '../../shared/sync/protocol.ts'
import type { Breathe } from '../records/breath.ts'
import { emptyFrame, type LiveFrame, pack, type Telling } from './telling.ts'

/** A connection as its group sees it. */
export interface Member {
  /** It takes large live frames packed. */
  readonly unpacks?: boolean
  /** Sends a live frame, or keeps it until the page that is being read has gone out. */
  live(frame: LiveFrame): void
}
/** The connections that see the same and have been told the same. */
export interface Group {
  readonly view: string
  readonly viewer: Viewer
  readonly members: Set<Member>
  /** Number up to which the group has been told. */
  told: number
}

/** Tells the group of a run of changes. A commit that shows it nothing waits for the next one or for `mark`. */
export async function tell(group: Group, telling: Telling, breathe: Breathe): Promise<void> {
  const frame = telling(group.viewer, group.told)
  if (!frame) return
  if ([...group.members].some(member => member.unpacks)) await pack(frame)
  await send(group, frame, breathe)
}

/** Moves the checkpoints of a group that had nothing to see for a while. */
export async function mark(group: Group, head: Head, breathe: Breathe): Promise<void> {
  if (group.told < head.number) await send(group, emptyFrame(group.told, head), breathe)
}

/** Whoever joins in between is told too, and knows by the frame's number whether the page they read holds it. */
async function send(group: Group, frame: LiveFrame, breathe: Breathe): Promise<void> {
  group.told = frame.to
  for (const member of group.members) {
    member.live(frame)
    await breathe()
  }
}
