import type { ThunkDispatch, UnknownAction } from '@reduxjs/toolkit'
import {
  type BaseQueryFn,
  copyWithStructuralSharing,
  createApi,
  defaultSerializeQueryArgs,
} from '@reduxjs/toolkit/query/react'
import { asAppError, type ErrorBody } from '../../../shared/errors.ts'
import type { FunctionName, StreamName } from '../../core/api/functions.ts'
import { isAffected } from './affected.ts'
import type { Freshness } from './freshness.ts'
import type { CoreConnection } from './transport.ts'

/** What thunks get besides the store. */
export interface Extra {
  core: CoreConnection
  freshness: Freshness
}
export interface CoreCall {
  name: FunctionName
  args: unknown
}
export interface CoreStream {
  name: StreamName
  args: unknown
}

export const coreBaseQuery: BaseQueryFn<CoreCall, unknown, ErrorBody> = async ({ name, args }, { extra }) => {
  try {
    const data = await (extra as Extra).core.call(name, args as never)
    // The store looks through all of what it is given and freezes each part, unless the whole is frozen: of pages of rows
    // that took it a third of what it takes to draw them.
    return { data: Object.freeze(data) }
  } catch (thrown) {
    return { error: asAppError(thrown).toBody() }
  }
}

/**
 * Core's functions as RTK Query sees them: one endpoint for calls, one for streams; hooks.ts gives each function its
 * own types. A call's answer is kept fresh while it is on screen, and 30 seconds longer as long as nothing changes in it.
 */
export const coreApi = createApi({
  reducerPath: 'core',
  baseQuery: coreBaseQuery,
  keepUnusedDataFor: 30,
  endpoints: build => ({
    call: build.query<unknown, CoreCall>({
      query: call => call,
      onCacheEntryAdded: keepFresh,
    }),
    /** null until the first value is there. */
    stream: build.query<unknown, CoreStream>({
      queryFn: () => ({ data: null }),
      keepUnusedDataFor: 1,
      onCacheEntryAdded: async ({ name, args }, api) => {
        await api.cacheDataLoaded
        const { core } = api.extra as Extra
        const stop = core.subscribe(name, args as never, value => {
          const next = copyWithStructuralSharing(api.getCacheEntry().data, value)
          api.updateCachedData(() => next)
        })
        await api.cacheEntryRemoved
        stop()
      },
    }),
  }),
})

interface Cached {
  extra: unknown
  dispatch: ThunkDispatch<unknown, unknown, UnknownAction>
  getCacheEntry(): { status: string; data?: unknown }
  updateCachedData(recipe: () => unknown): unknown
  cacheDataLoaded: Promise<unknown>
  cacheEntryRemoved: Promise<void>
}

/** Asks again when what the answer shows has changed; a question that failed is asked anew from the beginning. */
async function keepFresh(call: CoreCall, api: Cached): Promise<void> {
  const { core, freshness } = api.extra as Extra
  const stop = freshness.keep({
    isAffected: changes => isAffected(call.name, call.args, changes),
    refresh: async () => {
      // Pages that were scrolled past are not worth a question at each change; whoever comes back to one asks.
      if (!isShown(call, api)) return forget(call, api)
      const entry = api.getCacheEntry()
      if (entry.status === 'rejected' && entry.data === undefined) {
        await api.dispatch(coreApi.endpoints.call.initiate(call, { subscribe: false, forceRefetch: true }))
        return
      }
      if (entry.status === 'pending') await api.cacheDataLoaded
      const answer = await core.call(call.name, call.args as never)
      const next = copyWithStructuralSharing(api.getCacheEntry().data, answer)
      api.updateCachedData(() => next)
    },
  })
  await api.cacheEntryRemoved
  stop()
}

const cacheKey = (call: CoreCall) =>
  // Of the definition it wants nothing; see its source.
  defaultSerializeQueryArgs({ endpointName: 'call', queryArgs: call, endpointDefinition: undefined as never })

/** RTK Query tells who subscribes by the answer to an action, which the types do not know. */
function isShown(call: CoreCall, { dispatch }: Cached): boolean {
  const selectors: unknown = dispatch(coreApi.internalActions.internal_getRTKQSubscriptions())
  const { getSubscriptionCount } = selectors as { getSubscriptionCount(key: string): number }
  return getSubscriptionCount(cacheKey(call)) > 0
}

function forget(call: CoreCall, { dispatch }: Cached): void {
  // The key's type is a brand that only RTK Query puts on its own.
  const queryCacheKey = cacheKey(call) as Parameters<
    typeof coreApi.internalActions.removeQueryResult
  >[0]['queryCacheKey']
  dispatch(coreApi.internalActions.removeQueryResult({ queryCacheKey }))
}
