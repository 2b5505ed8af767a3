import type { WebSocket } from 'ws'
import { AppError, asAppError } from '../../shared/errors.ts'
import { type Viewer, viewKey } from '../../shared/permissions/viewer.ts'
import type { ClientFrame, Head, ServerFrame } from '../../shared/sync/protocol.ts'
import type { Connection } from './hub.ts'
import type { Present } from './presence.ts'
import type { LiveFrame } from './telling.ts'

/**
 * A socket with more than this waiting to be sent leaves live mode and catches up by pages. Most of it is shared with
 * other sockets. A thousand customers with all that hangs on them, given to somebody else, are about half of it.
 */
const slowBytes = 8_000_000
const caughtUpBytes = 64_000
const maxPending = 2_000

export interface Person {
  user: string
  device: string
  session?: string
  viewer: Viewer
  unpacks: boolean
}

/**
 * One desktop's socket after hello. `joining` while its pages are read: live frames are kept and follow the last page;
 * `live`: frames go straight out; `away`: it has not asked for pages yet, or was too slow, and is sent a gap when it has
 * caught up.
 */
export class SyncConnection implements Connection, Present {
  readonly user: string
  readonly device: string
  readonly session?: string
  readonly unpacks: boolean
  viewer: Viewer
  view: string
  /** The log's number from which on this viewer counts, as far as is known. */
  since = 0
  private isOver = false
  private mode: 'away' | 'joining' | 'live' = 'away'
  private slow = false
  private pending: LiveFrame[] = []
  private readonly socket: WebSocket

  constructor(socket: WebSocket, person: Person) {
    this.socket = socket
    this.user = person.user
    this.device = person.device
    if (person.session) this.session = person.session
    this.unpacks = person.unpacks
    this.viewer = person.viewer
    this.view = viewKey(person.viewer)
  }

  send(frame: ServerFrame): void {
    this.sendText(JSON.stringify(frame))
  }

  /** One frame of several parts: put together it would be a copy of what many sockets share, for each of them. */
  sendBinary(parts: readonly [id: Buffer, body: Buffer]): void {
    this.sendParts(parts, true)
  }

  fail(thrown: unknown, id?: number): void {
    this.send({ t: 'error', ...(id === undefined ? {} : { id }), error: asAppError(thrown).toBody() })
  }

  bye(error: AppError, minimumClient?: number): void {
    sayBye(this.socket, error, minimumClient)
    // The last word: the socket stays open until it has gone out.
    this.isOver = true
  }

  get isOpen(): boolean {
    return !this.isOver && this.socket.readyState === this.socket.OPEN
  }

  /** Frames from here on are kept until `caughtUp`. */
  startJoining(): void {
    this.mode = 'joining'
    this.pending = []
  }

  /** More live frames came while a page was read than are kept. */
  isSwamped(): boolean {
    return this.pending.length >= maxPending
  }

  /** The last page, up to `number`, has been sent: what came in the meantime follows. */
  caughtUp(number: number): void {
    const kept = this.pending
    this.pending = []
    this.mode = 'live'
    for (const frame of kept) if (frame.to > number) this.live(frame)
  }

  live(frame: LiveFrame): void {
    if (this.mode === 'joining') {
      if (this.pending.length < maxPending) this.pending.push(frame)
    } else if (this.mode === 'live') {
      if (this.socket.bufferedAmount > slowBytes) {
        this.mode = 'away'
        this.slow = true
      } else if (frame.packed && this.unpacks) {
        this.sendParts([frame.packed], true)
      } else {
        this.sendParts(frame.parts, false)
      }
    }
  }

  /** Called each second: a slow socket that has drained is shown the gap, which makes the desktop ask for pages. */
  tick(head: Head): void {
    if (!this.slow || this.socket.bufferedAmount > caughtUpBytes) return
    this.slow = false
    this.send({ t: 'live', after: head.number, states: [], to: head })
  }

  see(viewer: Viewer, since: number): void {
    this.since = since
    this.viewer = viewer
    this.view = viewKey(viewer)
  }

  /** The desktop loads what became visible and then asks for pages: until it does, live frames are of no use to it. */
  rightsChanged(viewer: Viewer, head: Head): void {
    this.see(viewer, head.number)
    this.mode = 'away'
    this.pending = []
    this.send({ t: 'view', viewer, view: this.view, head })
  }

  dismissed(): void {
    this.bye(new AppError('auth.required'))
  }

  private sendText(text: string): void {
    if (this.isOpen) this.socket.send(text)
  }

  private sendParts(parts: readonly Buffer[], binary: boolean): void {
    if (!this.isOpen) return
    for (const [i, part] of parts.entries()) this.socket.send(part, { binary, fin: i === parts.length - 1 })
  }
}

/** The last word before the socket closes; the code tells the desktop what to show. */
export function sayBye(socket: WebSocket, error: AppError, minimumClient?: number): void {
  if (socket.readyState !== socket.OPEN) return
  const frame: ServerFrame = { t: 'bye', error: error.toBody(), ...(minimumClient ? { minimumClient } : {}) }
  socket.send(JSON.stringify(frame), () => socket.close(4000, error.code))
}

export type FrameOf<T extends ClientFrame['t']> = Extract<ClientFrame, { t: T }>
