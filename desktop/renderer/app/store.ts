import { configureStore } from '@reduxjs/toolkit'
import { useDispatch, useSelector, useStore } from 'react-redux'
import { coreApi, type Extra } from '../data/api.ts'
import { createFreshness } from '../data/freshness.ts'
import type { CoreConnection } from '../data/transport.ts'
import { accountChanged, screenSlice } from './screenSlice.ts'

/** The window's store: what is on screen, and answers of core as RTK Query keeps them. */
export function makeStore(core: CoreConnection) {
  const extra: Extra = { core, freshness: createFreshness(core) }
  const store = configureStore({
    reducer: { [coreApi.reducerPath]: coreApi.reducer, [screenSlice.reducerPath]: screenSlice.reducer },
    middleware: standard =>
      standard({ thunk: { extraArgument: extra }, serializableCheck: false, immutableCheck: false }).concat(
        coreApi.middleware,
      ),
  })
  core.subscribe('session.state', {}, ({ server, company, user }) => {
    const { account } = store.getState().screen
    const next = user ? `${server} ${company?.id ?? ''} ${user.id}` : undefined
    if (next === account) return
    // The next person is not shown, not even for a moment, what this one saw: in another company nor here.
    if (account !== undefined) store.dispatch(coreApi.util.resetApiState())
    store.dispatch(accountChanged(next))
  })
  return store
}

export type Store = ReturnType<typeof makeStore>
export type RootState = ReturnType<Store['getState']>
export const useAppDispatch = useDispatch.withTypes<Store['dispatch']>()
export const useAppSelector = useSelector.withTypes<RootState>()
export const useAppStore = useStore.withTypes<Store>()
