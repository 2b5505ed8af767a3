import type { Handlers } from '../api/dispatch.ts'
import type { Host } from '../api/host.ts'
import type { UpdateState } from '../api/updates.ts'
import type { Account } from '../session/profile.ts'

export interface UpdateOptions {
  host: Host
  account: () => Account | undefined
  /** Whether the server has said that this version is too old for it. */
  isTooOld: () => boolean
}

/**
 * Newer versions of the app. The shell fetches and installs; core only tells it at which server to look, and passes on
 * what it says. `look` is to be called whenever the session may have changed.
 */
export function updateHandlers({ host, account, isTooOld }: UpdateOptions) {
  let state: UpdateState = { state: 'none' }
  const listeners = new Set<(state: UpdateState) => void>()
  const unfollow = host.follow('updates', told => {
    state = told
    for (const listener of listeners) listener(state)
  })
  let lastSource = ''
  return {
    look(): void {
      const at = account()
      if (!at) return
      const source = { server: at.server, device: at.device, isUrgent: isTooOld() }
      const text = JSON.stringify(source)
      if (text === lastSource) return
      lastSource = text
      // A shell without updates has no such function; there is nothing to say about it.
      host.ask('updates.from', source).catch(() => undefined)
    },
    close: unfollow,
    handlers: {
      'updates.state': (_args, emit) => {
        listeners.add(emit)
        emit(state)
        return () => listeners.delete(emit)
      },
      'updates.check': () => host.ask('updates.check', {}),
      'updates.restart': () => host.ask('updates.restart', {}),
    } satisfies Partial<Handlers>,
  }
}
