/** Links that are mailed or handed on. The token stands after the #, so that no server or proxy writes it down. */
export type LinkPurpose = 'join' | 'reset'
export interface HandedLink {
  purpose: LinkPurpose
  server: string
  token: string
}

/** `https://pergel.firma.com.tr/join#pgi_…`: the server's page there says what to do with it. */
export const linkTo = ({ purpose, server, token }: HandedLink): string =>
  `${server.replace(/\/+$/, '')}/${purpose}#${token}`

/** The same for the app itself, which the page opens: `pergel://join?server=…#token`. */
export const appLinkTo = ({ purpose, server, token }: HandedLink): string =>
  `pergel://${purpose}?server=${encodeURIComponent(server)}#${token}`

/** What somebody pasted or opened: either form, with whatever a mail program put around it. Undefined for anything else. */
export function readLink(text: string): HandedLink | undefined {
  const plain = text.trim().replace(/^[<"'(]+|[>"').,]+$/g, '')
  const [, purpose, token] =
    /(?:\/|^pergel:\/*)(join|reset)\/?(?:\?[^#]*)?#(pg[ir]_[A-Za-z0-9_-]{43})$/.exec(plain) ?? []
  if (!purpose || !token || !URL.canParse(plain)) return undefined
  const url = new URL(plain)
  const server = url.protocol === 'pergel:' ? url.searchParams.get('server') : url.origin + folderOf(url.pathname)
  if (!server || !URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol)) return undefined
  return { purpose: purpose as LinkPurpose, server, token }
}

/** A server that stands below a path of its host. */
const folderOf = (path: string) => path.replace(/\/(join|reset)\/?$/, '')
