import type { Route } from '../app/route.ts'

/** Lists, records and forms of every kind: what the frame shows for a route that names a kind. */
export type RecordsRoute = Extract<Route, { screen: 'list' | 'record' | 'new' | 'edit' }>

export function RecordsScreen({ route }: { route: RecordsRoute }) {
  return <section aria-label={route.kind} />
}
