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
  | { screen: 'account' }
  | { screen: AdminScreen }
  /** Before the frame: signing in, also as somebody else; a new company; a forgotten password. `params.server`: where. */
  | { screen: 'signIn' | 'setup' | 'forgotten'; params: RouteParams }
  /** What a mailed link opens: an invitation, a new password (appLinkTo in shared/auth/links.ts). */
  | { screen: 'join' | 'reset'; server: string; token: string }
  | { screen: 'unknown'; path: string }
/** What stands after the question mark: a tab, a parent, a source to copy from. */
export type RouteParams = Readonly<Record<string, string>>

/** What the admin window has besides lists of records. */
export const adminScreens = ['people', 'access', 'company', 'fields', 'keys'] as const
export type AdminScreen = (typeof adminScreens)[number]

export const isAdminScreen = (route: Route): route is { screen: AdminScreen } =>
  adminScreens.some(name => name === route.screen)

const plain = ['clashes', 'refused', 'operations', 'account', ...adminScreens] as const
const doors = new Map([
  ['sign-in', 'signIn'],
  ['setup', 'setup'],
  ['forgotten', 'forgotten'],
] as const)
const mailed = ['join', 'reset'] as const
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads `#/customers/<id>/page?tab=history`; never throws. */
export function parseHash(hash: string): Route {
  const path = hash.replace(/^#?\/?/, '')
  const [address = '', token = ''] = path.split('#', 2)
  const [steps = '', query = ''] = address.split('?', 2)
  const params: RouteParams = Object.fromEntries(new URLSearchParams(query))
  const [first, second, third, ...rest] = steps.split('/').filter(Boolean)
  if (first === undefined) return { screen: 'home' }
  const screen = plain.find(name => name === first)
  if (screen && second === undefined) return { screen }
  const door = get(doors, first)
  if (door && second === undefined) return { screen: door, params }
  const link = mailed.find(name => name === first)
  if (link && second === undefined && token !== '' && params['server'])
    return { screen: link, server: params['server'], token }
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
    case 'signIn':
      return `sign-in${queryOf(route.params)}`
    case 'setup':
    case 'forgotten':
      return `${route.screen}${queryOf(route.params)}`
    case 'join':
    case 'reset':
      return `${route.screen}${queryOf({ server: route.server })}#${route.token}`
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

const get = <K, V>(map: ReadonlyMap<K, V>, key: unknown): V | undefined => (map as ReadonlyMap<unknown, V>).get(key)
const kindByPlural = (name: string): AnyKind | undefined => builtInKinds.all.find(kind => kind.plural === name)
const plural = (kind: string): string => builtInKinds.get(kind)?.plural ?? kind
const queryOf = (params: RouteParams): string => {
  const query = new URLSearchParams(params).toString()
  return query === '' ? '' : `?${query}`
}
