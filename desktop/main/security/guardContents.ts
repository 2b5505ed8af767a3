import type { UsedContents } from '../electron.ts'
import { isOwnPage, type WindowKind, windowFor } from '../origin.ts'

export interface Ways {
  /** A link to the web, a mail address, a telephone number. */
  openOutside(url: string): void
  /** One of our own pages in a window of its own. */
  openWindow(kind: WindowKind, path: string): void
}

/**
 * Whatever a window shows stays what it is: it goes nowhere else, opens nothing by itself and holds no other pages. Links
 * outside go to the system's browser, our own pages to our own windows.
 */
export function guardContents(contents: UsedContents, ways: Ways): void {
  // Its own page again is a reload, which a page asks for after a mishap.
  const isReload = (url: string) => isOwnPage(url) && pageOf(url) === pageOf(contents.getURL())
  contents.on('will-navigate', event => {
    if (isReload(event.url)) return
    event.preventDefault()
    if (!isOwnPage(event.url)) ways.openOutside(event.url)
  })
  contents.on('will-frame-navigate', event => {
    if (!event.isMainFrame || !isReload(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', event => event.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isOwnPage(url)) {
      const { kind, path } = windowFor(url)
      ways.openWindow(kind, path)
    } else ways.openOutside(url)
    return { action: 'deny' }
  })
}

const pageOf = (url: string): string => url.replace(/#.*$/, '')
