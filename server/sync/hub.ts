import { AppError } from '../../shared/errors.ts'
import { type Viewer, viewKey } from '../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../shared/record.ts'
import type { Head } from '../../shared/sync/protocol.ts'
import { breather } from '../records/breath.ts'
import { type Group, type Member, mark, tell } from './group.ts'
import type { Change } from './project.ts'
import { telling } from './telling.ts'

/** A connection that has said hello. */
export interface Connection extends Member {
  readonly user: string
  readonly device: string
  readonly session?: string
  readonly viewer: Viewer
  /** The person's rights changed: from the next frame on this viewer counts. */
  rightsChanged(viewer: Viewer, head: Head): void
  /** The person may see now what they could see before, and perhaps not in between: what is being read is read anew. */
  see(viewer: Viewer, since: number): void
  /** The person may not be here any more. */
  dismissed(): void
  bye(error: AppError): void
  tick(head: Head): void
}

export interface HubReads {
  /** Log rows above `after`, with the records as they stand, and the head of the last one read. */
  changesAfter(after: number): Promise<{ changes: Change[]; head: Head }>
  /** What these people are now, and the log's head at that moment; null: not active any more. */
  viewersOf(users: readonly string[]): Promise<{ head: Head; viewers: ReadonlyMap<string, Viewer | null> }>
}

/** Kinds whose records decide what people see. */
const rightsKinds = new Set(['user', 'role', 'team'])

/** Telling holds the event loop for so long, milliseconds: who writes on meanwhile passes it three times with each commit. */
const holdMs = 3

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

  /**
   * Every change up to here has been told when this resolves: also one of another instance that nobody has announced
   * yet. What was read from the database for somebody is only theirs when the rights that changed up to there are known.
   */
  async reached(head: Head): Promise<void> {
    while (isAbove(head, this.head)) {
      const before = this.head
      this.committed(-1, head)
      await this.queue
      if (this.head === before) throw new AppError('server.unavailable', { params: { reason: 'behind' } })
    }
  }

  /** Each second: groups that saw nothing for a while get the head, so that their checkpoints move. */
  tick(): void {
    this.queue = this.queue
      .then(async () => {
        const breathe = breather(holdMs)
        for (const group of this.groups.values()) await mark(group, this.head, breathe)
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
    const users = this.usersTouchedBy(changes)
    if (users.length > 0) {
      const rights = await this.reads.viewersOf(users)
      if (isAbove(rights.head, head)) {
        // Rights of a later number: what lies between is told with it, since a frame may show nothing that its viewer
        // could not see at its number.
        const read = await this.reads.changesAfter(this.head.number)
        if (isAbove(read.head, head)) return this.tellAll(read.changes, read.head)
      }
      await this.regroup(rights.viewers, head)
    }
    // A thousand records to two hundred desktops are hundreds of megabytes: commits and questions go on in between.
    const breathe = breather(holdMs)
    const tellOf = telling(changes, head)
    for (const group of this.groups.values()) await tell(group, tellOf, breathe)
    this.head = head
  }

  /** People here whose user, role or team record is among the changes. */
  private usersTouchedBy(changes: readonly RecordKey[]): string[] {
    const touched = new Set(changes.filter(change => rightsKinds.has(change.kind)).map(change => change.id))
    if (touched.size === 0) return []
    const isTouched = ({ user, viewer: { role, team } }: Connection): boolean =>
      touched.has(user) || touched.has(role) || (team !== null && touched.has(team))
    return [...new Set([...this.connections.keys()].filter(isTouched).map(({ user }) => user))]
  }

  /** They see by their new rights from this very commit on: nobody is told of it before all of them are. */
  private async regroup(viewers: ReadonlyMap<string, Viewer | null>, head: Head): Promise<void> {
    const breathe = breather(holdMs)
    for (const connection of [...this.connections.keys()]) {
      const next = viewers.get(connection.user)
      if (next === undefined || !this.connections.has(connection)) continue
      if (next === null) {
        // At once: its socket may stay open a moment longer.
        this.leave(connection)
        connection.dismissed()
      } else if (JSON.stringify(next) !== JSON.stringify(connection.viewer)) {
        connection.rightsChanged(next, head)
        this.place(connection, next)
      } else connection.see(next, head.number)
      await breathe()
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

const isAbove = (a: Head, b: Head): boolean => a.epoch > b.epoch || (a.epoch === b.epoch && a.number > b.number)
