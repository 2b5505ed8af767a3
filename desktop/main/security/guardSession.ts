import type { UsedSession } from '../electron.ts'
import { appScheme, isOwnPage } from '../origin.ts'

/** A page may put text on the clipboard (copy a link); everything else that a page can ask the system for is refused. */
const allowed = new Set(['clipboard-sanitized-write'])

/** What pages may not do, whoever wrote them: ask for devices, download, talk to anybody. */
export function guardSession(session: UsedSession, schemes: readonly string[] = [appScheme]): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(allowed.has(permission) && isOwnPage(contents.getURL())),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed.has(permission) && isOwnPage(origin))
  session.setDevicePermissionHandler(() => false)
  // Its dictionaries come from a server on the internet, which would learn that somebody types here.
  session.setSpellCheckerEnabled(false)
  session.on('will-download', event => event.preventDefault())
  // The content security policy says so too; this holds where a page has none.
  const mayLoad = new Set([...schemes.map(scheme => `${scheme}:`), 'data:', 'blob:', 'devtools:'])
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad.has(protocolOf(url)) }))
}

const protocolOf = (url: string): string => URL.parse(url)?.protocol ?? ''
