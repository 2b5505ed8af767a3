import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../shared/record.ts'
import type { ServerFrame } from '../../shared/sync/protocol.ts'

/** One device of one person, wherever it is connected. */
export interface Looker {
  readonly user: string
  readonly device: string
}
export interface Present extends Looker {
  readonly viewer: Viewer
  send(frame: ServerFrame): void
}
interface Elsewhere extends Looker {
  instance: string
  at: RecordKey
}

/**
 * Who looks at which record now, here and at the other instances. Never stored, never logged; told only to those who
 * look at the same record. Whoever calls has asked whether the person may see it.
 */
export class Presence {
  private readonly at = new Map<Present, RecordKey>()
  private readonly lookers = new Map<string, Set<Present>>()
  /** By device: a person has one session, so what was heard last of a device is where it is. */
  private readonly elsewhere = new Map<string, Elsewhere>()
  private readonly announce: (who: Looker, at: RecordKey | null) => void

  /** `announce`: tells the other instances. */
  constructor(announce: (who: Looker, at: RecordKey | null) => void = () => {}) {
    this.announce = announce
  }

  /** `null`: looks at nothing any more. */
  move(who: Present, to: RecordKey | null): void {
    const from = this.at.get(who)
    if (from?.id === to?.id && from?.kind === to?.kind) return
    const before = this.elsewhere.get(who.device)
    this.elsewhere.delete(who.device)
    if (before && (before.at.kind !== to?.kind || before.at.id !== to.id)) this.tell(before.at, who, null)
    if (from) {
      this.at.delete(who)
      const left = this.lookers.get(keyOf(from))
      left?.delete(who)
      if (left?.size === 0) this.lookers.delete(keyOf(from))
      this.tell(from, who, null)
    }
    if (to) {
      const others = this.lookers.get(keyOf(to)) ?? new Set()
      for (const other of [...others, ...this.elsewhereAt(to)]) who.send(frameOf(other, to))
      this.tell(to, who, to)
      others.add(who)
      this.lookers.set(keyOf(to), others)
      this.at.set(who, to)
    }
    this.announce(who, to)
  }

  /** Another instance says where a device of its own is. */
  heard(instance: string, who: Looker, to: RecordKey | null): void {
    const before = this.elsewhere.get(who.device)
    // It has moved to us or to a third one since: the goodbye of the one it left says nothing.
    if (!to && before?.instance !== instance) return
    this.elsewhere.delete(who.device)
    const isSame = before?.at.kind === to?.kind && before?.at.id === to?.id
    if (before && !isSame) this.tell(before.at, who, null)
    if (!to) return
    this.elsewhere.set(who.device, { ...who, instance, at: to })
    if (!isSame) this.tell(to, who, to)
  }

  /** An instance is gone, and those who were there with it. */
  forget(instance: string): void {
    for (const one of [...this.elsewhere.values()])
      if (one.instance === instance) this.heard(instance, { user: one.user, device: one.device }, null)
  }

  lookersAt(at: RecordKey): Present[] {
    return [...(this.lookers.get(keyOf(at)) ?? [])]
  }

  elsewhereAt(at: RecordKey): (Looker & { instance: string })[] {
    return [...this.elsewhere.values()].filter(one => one.at.kind === at.kind && one.at.id === at.id)
  }

  /** Everybody here who looks at something. */
  here(): { who: Looker; at: RecordKey }[] {
    return [...this.at].map(([who, at]) => ({ who, at }))
  }

  private tell(record: RecordKey, who: Looker, at: RecordKey | null): void {
    for (const other of this.lookers.get(keyOf(record)) ?? [])
      if (other.device !== who.device) other.send(frameOf(who, at))
  }
}

const keyOf = ({ kind, id }: RecordKey): string => `${kind}:${id}`

const frameOf = ({ user, device }: Looker, at: RecordKey | null): ServerFrame => ({
  t: 'presence',
  user,
  device,
  at: at && { kind: at.kind, id: at.id },
})
