import type { AppError } from '../../shared/errors.ts'
import { type Viewer, viewKey } from '../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../shared/record.ts'
import type { Head } from '../../shared/sync/protocol.ts'
import { type Group, type Member, mark, tell } from './group.ts'
import type { Change } from './project.ts'

/** A connection that has said hello. */
export interface Connection extends Member {
  readonly user: string
  readonly device: string
  readonly viewer: Viewer
  /** The person's rights changed: from the next frame on this viewer counts. */
  rightsChanged(viewer: Viewer, head: Head): void
  /** The person may not be here any more. */
  dismissed(): void
  bye(error: AppError): void
  tick(head: Head): void
}

export interface HubReads {
  /** Log rows above `after`, with the records as they stand, and the head of the last one read. */
  changesAfter(after: number): Promise<{ changes: Change[]; head: Head }>
  /** null: not active any more. */
  viewerOf(user: string): Promise<Viewer | null>
}

/** Kinds whose records decide what people see. */
const rightsKinds = new Set(['user', 'role', 'team'])

/** All live connections of one company: tells each commit once per distinct view, in the order of the log. */
export class Hub {
  private readonly groups = new Map<string, Group>()
  private readonly connections = new Map<Connection, Group>()
  private queue: Promise<void> = Promise.resolve()
  private head: Head
  private readonly reads: HubReads
  private readonly onError: (error: unknown) => void

  constructor(head: Head, reads: HubReads, onError: (error: unknown) => void) {
    this.head = head
    this.reads = reads
    this.onError = onError
  }

  get size(): number {
    return this.connections.size
  }

  get current(): Head {
    return this.head
  }

  /** From now on the connection hears of every change above what the hub has told. */
  join(connection: Connection): void {
    this.place(connection, connection.viewer)
  }

  leave(connection: Connection): void {
    const group = this.connections.get(connection)
    this.connections.delete(connection)
    group?.members.delete(connection)
    if (group && group.members.size === 0) this.groups.delete(group.view)
  }

  /** A commit of this instance, or only its number where another instance made it. */
  committed(after: number, head: Head, changes?: readonly Change[]): void {
    this.queue = this.queue.then(() => this.publish(after, head, changes)).catch(this.onError)
  }

  /** Everything up to here has been told when this resolves. */
  settled(): Promise<void> {
    return this.queue
  }

  /** Each second: groups that saw nothing for a while get the head, so that their checkpoints move. */
  tick(): void {
    this.queue = this.queue
      .then(() => {
        for (const group of this.groups.values()) mark(group, this.head)
        for (const connection of this.connections.keys()) connection.tick(this.head)
      })
      .catch(this.onError)
  }

  all(): Connection[] {
    return [...this.connections.keys()]
  }

  private async publish(after: number, head: Head, changes?: readonly Change[]): Promise<void> {
    if (head.epoch === this.head.epoch && head.number <= this.head.number) return
    if (changes && after === this.head.number) return this.tellAll(changes, head)
    // Another instance committed in between (or this one before we looked): read on until nothing is missing.
    while (this.head.number < head.number || this.head.epoch < head.epoch) {
      const read = await this.reads.changesAfter(this.head.number)
      if (read.head.number <= this.head.number && read.head.epoch <= this.head.epoch) return
      await this.tellAll(read.changes, read.head)
    }
  }

  private async tellAll(changes: readonly Change[], head: Head): Promise<void> {
    if (changes.some(change => rightsKinds.has(change.kind))) await this.regroup(changes, head)
    for (const group of this.groups.values()) tell(group, changes, head)
    this.head = head
  }

  /** People whose user, role or team record changed see by their new rights from this very commit on. */
  private async regroup(changes: readonly RecordKey[], head: Head): Promise<void> {
    const touched = new Set(changes.filter(change => rightsKinds.has(change.kind)).map(change => change.id))
    const viewers = new Map<string, Promise<Viewer | null>>()
    for (const connection of this.connections.keys()) {
      const { user, viewer } = connection
      if (!touched.has(user) && !touched.has(viewer.role) && !(viewer.team && touched.has(viewer.team))) continue
      if (!viewers.has(user)) viewers.set(user, this.reads.viewerOf(user))
      const next = await viewers.get(user)
      if (!next) {
        connection.dismissed()
      } else if (JSON.stringify(next) !== JSON.stringify(viewer)) {
        connection.rightsChanged(next, head)
        this.place(connection, next)
      }
    }
  }

  private place(connection: Connection, viewer: Viewer): void {
    const view = viewKey(viewer)
    const group = this.groups.get(view) ?? { view, viewer, members: new Set(), told: this.head.number }
    if (this.connections.get(connection) === group) return
    this.leave(connection)
    this.groups.set(view, group)
    group.members.add(connection)
    this.connections.set(connection, group)
  }
}
