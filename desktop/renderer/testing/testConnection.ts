import type { ArgsOf, FunctionName, ResultOf, StreamName } from '../../core/api/functions.ts'
import type { KindChange } from '../data/affected.ts'
import type { CoreConnection, Link } from '../data/transport.ts'

/** Core as a unit test drives it: `answer` decides on calls, `emit` speaks on streams, `setLink` breaks the line. */
export function testConnection(answer: (name: FunctionName, args: unknown) => unknown) {
  const listeners = new Map<StreamName, Set<(value: never) => void>>()
  const linked = new Set<(link: Link) => void>()
  const calls: { name: FunctionName; args: unknown }[] = []
  let link: Link = 'open'
  const core: CoreConnection = {
    call: async <N extends FunctionName>(name: N, args: ArgsOf<N>) => {
      calls.push({ name, args })
      return (await answer(name, args)) as ResultOf<N>
    },
    subscribe: (name, _args, listener) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener as never)
      return () => set.delete(listener as never)
    },
    link: () => link,
    onLink: listener => {
      linked.add(listener)
      return () => linked.delete(listener)
    },
    close: () => undefined,
  }
  const emit = <N extends StreamName>(name: N, value: ResultOf<N>) => {
    for (const listener of listeners.get(name) ?? []) listener(value as never)
  }
  return {
    core,
    calls,
    emit,
    listening: (name: StreamName) => listeners.get(name)?.size ?? 0,
    change: (...changes: KindChange[]) => emit('changes', { changes }),
    setLink: (next: Link) => {
      link = next
      for (const listener of linked) listener(next)
    },
  }
}
