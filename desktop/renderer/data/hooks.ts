import { skipToken } from '@reduxjs/toolkit/query/react'
import { createContext, use, useCallback, useMemo, useState } from 'react'
import { useSelector } from 'react-redux'
import type { Values } from '../../../shared/entity.ts'
import { AppError, asAppError, type ErrorBody, type Outcome } from '../../../shared/errors.ts'
import { builtInKinds, type Kinds, kindsWith } from '../../../shared/kinds.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import type { ArgsOf, FunctionName, ResultOf, StreamName } from '../../core/api/functions.ts'
import { coreApi } from './api.ts'
import type { CoreConnection } from './transport.ts'

export type CallName = Exclude<FunctionName, StreamName>

export interface CallState<R> {
  /** The answer to these arguments. */
  data: R | undefined
  /** The answer to these arguments or, while it is on its way, to the ones before: keeps a list from blinking. */
  latest: R | undefined
  error: ErrorBody | undefined
  isLoading: boolean
  refetch: () => void
}

/** A call's answer, asked once, shared by whoever shows it, and asked again when records change. */
export function useCall<N extends CallName>(name: N, args: ArgsOf<N> | typeof skipToken): CallState<ResultOf<N>> {
  const skipped = args === skipToken
  const query = coreApi.endpoints.call.useQuery(skipped ? skipToken : { name, args })
  return {
    data: query.currentData as ResultOf<N> | undefined,
    latest: query.data as ResultOf<N> | undefined,
    error: query.error as ErrorBody | undefined,
    isLoading: query.isLoading,
    refetch: () => {
      if (!skipped) void query.refetch()
    },
  }
}

/** The present value of a stream; undefined until the first one has come. */
export function useStream<N extends StreamName>(name: N, args: ArgsOf<N> | typeof skipToken): ResultOf<N> | undefined {
  const { currentData } = coreApi.endpoints.stream.useQuery(args === skipToken ? skipToken : { name, args })
  return (currentData ?? undefined) as ResultOf<N> | undefined
}

export const CoreContext = createContext<CoreConnection | undefined>(undefined)

/** Core itself, for calls that change something: `await core.call('records.save', …)` throws AppError. */
export function useCore(): CoreConnection {
  const core = use(CoreContext)
  if (!core) throw new AppError('internal')
  return core
}

/** A call that changes something, with whether it runs and how the last one failed. Never throws. */
export function useAction<N extends CallName>(
  name: N,
): [
  run: (args: ArgsOf<N>) => Promise<Outcome<ResultOf<N>>>,
  state: { isBusy: boolean; error: ErrorBody | undefined; clear: () => void },
] {
  const core = useCore()
  const [running, setRunning] = useState(0)
  const [error, setError] = useState<ErrorBody>()
  const run = useCallback(
    async (args: ArgsOf<N>): Promise<Outcome<ResultOf<N>>> => {
      setRunning(count => count + 1)
      setError(undefined)
      try {
        return { ok: true, value: await core.call(name, args) }
      } catch (thrown) {
        const body = asAppError(thrown).toBody()
        setError(body)
        return { ok: false, error: body }
      } finally {
        setRunning(count => count - 1)
      }
    },
    [core, name],
  )
  const clear = useCallback(() => setError(undefined), [])
  return [run, { isBusy: running > 0, error, clear }]
}

const session = coreApi.endpoints.stream.select({ name: 'session.state', args: {} })
const preferences = coreApi.endpoints.stream.select({ name: 'preferences.get', args: {} })
type Store = Parameters<typeof session>[0]

/** Asks for what every screen reads of itself, as long as the window is there; see useSession and usePreferences. */
export function useHeldStreams(): void {
  useStream('session.state', {})
  useStream('preferences.get', {})
}

/** Read by every cell of a list: it looks into the store and asks nobody. */
export const useSession = () =>
  useSelector((state: Store) => (session(state).data ?? undefined) as ResultOf<'session.state'> | undefined)
export const usePreferences = () =>
  useSelector((state: Store) => (preferences(state).data ?? undefined) as ResultOf<'preferences.get'> | undefined)
export const useSyncState = () => useStream('sync.state', {})

/** The kinds with the company's own fields. The same object until the own fields change. */
export function useKinds(): Kinds {
  const ownFields = useSession()?.ownFields
  return ownFields ? kindsOf(ownFields) : builtInKinds
}

/** Every part of a screen that asks with the same own fields gets the same kinds, made once. */
const made = new WeakMap<readonly Values[], Kinds>()
function kindsOf(ownFields: readonly Values[]): Kinds {
  const found = made.get(ownFields) ?? kindsWith(ownFields)
  made.set(ownFields, found)
  return found
}

/** Who looks; undefined before sign-in. */
export const useViewer = (): Viewer | undefined => useSession()?.viewer

/** The company's time zone: dates and times are shown in it, wherever the machine stands. */
export const useZone = (): string => useSession()?.company?.zone ?? 'Europe/Istanbul'

/** Title of a user by id; undefined while unknown. */
export function useNameOf(): (user: string | undefined) => string | undefined {
  const { latest } = useCall('records.all', { kind: 'user' })
  return useMemo(() => {
    const names = new Map(latest?.map(({ id, title }) => [id, title]))
    return user => (user === undefined ? undefined : names.get(user))
  }, [latest])
}
