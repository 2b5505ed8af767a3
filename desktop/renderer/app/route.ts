import type { AnyKind } from '../../../shared/entity.ts'
import { builtInKinds } from '../../../shared/kinds.ts'

/** What the window shows. `kind` is the kind's name; in the address stands its plural, as in REST. */
export type Route =
  | { screen: 'home' }
  | { screen: 'list'; kind: string; params: RouteParams }
  /** The record beside its list, or (`page`) on its own. */
  | { screen: 'record'; kind: string; id: string; page: boolean; params: RouteParams }
  | { screen: 'new'; kind: string; params: RouteParams }
  | { screen: 'edit'; kind: string; id: string; params: RouteParams }
  | { screen: 'clashes' }
  | { screen: 'refused' }
  | { screen: 'operations' }
  | { screen: 'unknown'; path: string }
/** What stands after the question mark: a tab, a parent, a source to copy from. */
export type RouteParams = Readonly<Record<string, string>>

const plain = ['clashes', 'refused', 'operations'] as const
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads `#/customers/<id>/page?tab=history`; never throws. */
export function parseHash(hash: string): Route {
  const path = hash.replace(/^#?\/?/, '')
  const [steps = '', query = ''] = path.split('?', 2)
  const params: RouteParams = Object.fromEntries(new URLSearchParams(query))
  const [first, second, third, ...rest] = steps.split('/').filter(Boolean)
  if (first === undefined) return { screen: 'home' }
  const screen = plain.find(name => name === first)
  if (screen && second === undefined) return { screen }
  const kind = kindByPlural(first)
  if (!kind || rest.length > 0) return { screen: 'unknown', path }
  const { name } = kind
  if (second === undefined) return { screen: 'list', kind: name, params }
  if (second === 'new' && third === undefined) return { screen: 'new', kind: name, params }
  if (!id.test(second)) return { screen: 'unknown', path }
  if (third === undefined || third === 'page')
    return { screen: 'record', kind: name, id: second, page: third === 'page', params }
  if (third === 'edit') return { screen: 'edit', kind: name, id: second, params }
  return { screen: 'unknown', path }
}

/** The address of a route, with `#`. */
export const hashOf = (route: Route): string => `#/${pathOf(route)}`

/** The link that opens the same record on a colleague's machine. */
export const linkOf = (route: Route): string => `pergel://${pathOf(route)}`

function pathOf(route: Route): string {
  switch (route.screen) {
    case 'home':
      return ''
    case 'list':
      return `${plural(route.kind)}${queryOf(route.params)}`
    case 'record':
      return `${plural(route.kind)}/${route.id}${route.page ? '/page' : ''}${queryOf(route.params)}`
    case 'new':
      return `${plural(route.kind)}/new${queryOf(route.params)}`
    case 'edit':
      return `${plural(route.kind)}/${route.id}/edit${queryOf(route.params)}`
    case 'unknown':
      return route.path
    default:
      return route.screen
  }
}

export const toList = (kind: string, params: RouteParams = {}): Route => ({ screen: 'list', kind, params })
export const toRecord = (kind: string, id: string, options: { page?: boolean; params?: RouteParams } = {}): Route => ({
  screen: 'record',
  kind,
  id,
  page: options.page ?? false,
  params: options.params ?? {},
})
export const toNew = (kind: string, params: RouteParams = {}): Route => ({ screen: 'new', kind, params })
export const toEdit = (kind: string, id: string, params: RouteParams = {}): Route => ({
  screen: 'edit',
  kind,
  id,
  params,
})

const kindByPlural = (name: string): AnyKind | undefined => builtInKinds.all.find(kind => kind.plural === name)
const plural = (kind: string): string => builtInKinds.get(kind)?.plural ?? kind
const queryOf = (params: RouteParams): string => {
  const query = new URLSearchParams(params).toString()
  return query === '' ? '' : `?${query}`
}
