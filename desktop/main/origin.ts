/** Links that people send each other. */
export const linkScheme = 'pergel'
/** The scheme of our own pages. Not the links': a page must never be addressed from outside. */
export const appScheme = 'pergel-app'
const host = 'app'
export const appOrigin = `${appScheme}://${host}`

export type WindowKind = 'app' | 'admin'

/** The address of a window: the same page for both, told apart as in the browser shell. */
export function pageUrl(kind: WindowKind, path = ''): string {
  const query = kind === 'admin' ? '?window=admin' : ''
  return `${appOrigin}/index.html${query}${path === '' ? '' : `#/${path}`}`
}

export const isOwnPage = (url: string): boolean => {
  const parsed = URL.parse(url)
  return parsed?.protocol === `${appScheme}:` && parsed.host === host
}

/** What one of our own addresses asks for, as a page may open it in a window of its own. */
export function windowFor(url: string): { kind: WindowKind; path: string } {
  const parsed = new URL(url)
  return {
    kind: parsed.searchParams.get('window') === 'admin' ? 'admin' : 'app',
    path: parsed.hash.replace(/^#?\/?/, ''),
  }
}
