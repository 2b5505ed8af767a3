import { hashOf, type Route } from './route.ts'
import { hashChanged } from './screenSlice.ts'
import { type Store, useAppSelector } from './store.ts'

/** Keeps the route and `location.hash` the same, so that back, forward and links work. Returns how to stop. */
export function syncRoute(store: Store): () => void {
  const read = () => store.dispatch(hashChanged(window.location.hash))
  read()
  window.addEventListener('hashchange', read)
  return () => window.removeEventListener('hashchange', read)
}

export const useRoute = (): Route => useAppSelector(state => state.screen.route)

/** Goes to a route; `replace` leaves no step behind for the back button. */
export function go(route: Route, options: { replace?: boolean } = {}): void {
  if (options.replace) window.location.replace(hashOf(route))
  else window.location.hash = hashOf(route)
}
