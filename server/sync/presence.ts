import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordKey } from '../../shared/record.ts'
import type { ServerFrame } from '../../shared/sync/protocol.ts'

export interface Present {
  readonly user: string
  readonly device: string
  readonly viewer: Viewer
  send(frame: ServerFrame): void
}

/** Who looks at which record now. Never stored, never logged; told only to those who look at the same record. */
export class Presence {
  private readonly at = new Map<Present, string>()
  private readonly lookers = new Map<string, Set<Present>>()

  /** `null`: looks at nothing any more. The caller has asked whether the person may see the record. */
  move(who: Present, to: RecordKey | null): void {
    const from = this.at.get(who)
    const key = to ? `${to.kind}:${to.id}` : undefined
    if (from === key) return
    if (from) {
      this.lookers.get(from)?.delete(who)
      this.tell(from, { t: 'presence', user: who.user, device: who.device, at: null })
      if (this.lookers.get(from)?.size === 0) this.lookers.delete(from)
    }
    this.at.delete(who)
    if (!key || !to) return
    const others = this.lookers.get(key) ?? new Set()
    for (const other of others) who.send({ t: 'presence', user: other.user, device: other.device, at: { ...to } })
    this.tell(key, { t: 'presence', user: who.user, device: who.device, at: { ...to } })
    others.add(who)
    this.lookers.set(key, others)
    this.at.set(who, key)
  }

  lookersAt({ kind, id }: RecordKey): Present[] {
    return [...(this.lookers.get(`${kind}:${id}`) ?? [])]
  }

  private tell(key: string, frame: ServerFrame): void {
    for (const other of this.lookers.get(key) ?? []) other.send(frame)
  }
}
