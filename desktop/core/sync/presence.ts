import type { RecordKey } from '../../../shared/record.ts'
import type { Link } from './link.ts'
import type { FrameOf } from './questions.ts'

/**
 * Who else looks at the record that this user looks at: the server tells nobody else. Never stored, never logged;
 * without a connection nobody is seen.
 */
export interface Presence {
  /** What this user looks at; told again after each reconnect. */
  setOwn(at: RecordKey | null): void
  /** Other people who look at a record, each once. */
  usersAt(key: RecordKey): string[]
  /** Told which record's people changed. */
  subscribe(listener: (key: RecordKey) => void): () => void
  connected(link: Link): void
  take(frame: FrameOf<'presence'>): void
  disconnected(): void
}

export function createPresence(): Presence {
  const others = new Map<string, { user: string; at: RecordKey }>()
  const listeners = new Set<(key: RecordKey) => void>()
  let own: RecordKey | null = null
  let link: Link | undefined
  const tell = (key: RecordKey | undefined): void => {
    if (key) for (const listener of listeners) listener(key)
  }
  const forget = (): void => {
    const seen = [...others.values()]
    others.clear()
    for (const { at } of seen) tell(at)
  }
  return {
    setOwn(at) {
      if (own?.id === at?.id && own?.kind === at?.kind) return
      own = at
      forget()
      link?.send({ t: 'presence', at })
    },
    usersAt: ({ kind, id }) => [
      ...new Set([...others.values()].filter(({ at }) => at.kind === kind && at.id === id).map(({ user }) => user)),
    ],
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    connected(next) {
      link = next
      if (own) next.send({ t: 'presence', at: own })
    },
    take({ user, device, at }) {
      const before = others.get(device)?.at
      if (at) others.set(device, { user, at })
      else others.delete(device)
      tell(before)
      if (at && (at.kind !== before?.kind || at.id !== before.id)) tell(at)
    },
    disconnected() {
      link = undefined
      forget()
    },
  }
}
