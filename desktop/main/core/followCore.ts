import type { ResultOf, StreamName } from '../../core/api/functions.ts'
import { functions } from '../../core/api/functions.ts'
import type { FromCore, ToCore } from '../../core/api/wire.ts'
import type { CoreProcess } from './coreProcess.ts'

/** What main wants to know of core, by the function table that windows use. */
export type Followed = { [N in StreamName]?: (value: ResultOf<N>) => void }

/** Follows streams of core through all its lives. What does not fit the table is left alone. */
export function followCore(core: Pick<CoreProcess, 'line' | 'onReady'>, followed: Followed): void {
  const names = Object.keys(followed) as StreamName[]
  core.onReady(() => void open())

  async function open(): Promise<void> {
    const port = await core.line()
    if (!port) return
    port.on('message', ({ data }) => {
      // Our own process on the other end; the value is parsed before it is used.
      const message = data as FromCore
      const name = message.t === 'value' ? names[message.id] : undefined
      if (message.t !== 'value' || !name) return
      const parsed = functions[name].result.safeParse(message.value)
      const listener = followed[name] as ((value: unknown) => void) | undefined
      if (parsed.success) listener?.(parsed.data)
    })
    port.start()
    names.forEach((name, id) => {
      port.postMessage({ t: 'subscribe', id, name, args: {} } satisfies ToCore)
    })
  }
}
