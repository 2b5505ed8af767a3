import type { BrowserContext, Page, Route } from '@playwright/test'
import type * as Electron from 'electron'
import type { UsedSession } from '../electron.ts'
import { inElectron } from './addresses.ts'
import { Listening, preventable } from './listening.ts'
import type { DoubleContents } from './window.ts'

type Permission = Parameters<NonNullable<Parameters<UsedSession['setPermissionRequestHandler']>[0]>>[1]

type Handler = (request: Request) => Response | Promise<Response>

/** A session: a browser context of its own, whose every request goes through main's handlers. */
export class DoubleSession extends Listening implements UsedSession {
  readonly context: Promise<BrowserContext>
  readonly contents = new Map<Page, DoubleContents>()
  /** Addresses that a page asked for and did not get. */
  readonly refused: string[] = []
  spellChecker = true
  mayUseDevice: (() => boolean) | undefined
  #handlers = new Map<string, Handler>()
  #beforeRequest: Parameters<UsedSession['webRequest']['onBeforeRequest']>[0] | undefined
  #requestPermission: Parameters<UsedSession['setPermissionRequestHandler']>[0] = null
  #checkPermission: Parameters<UsedSession['setPermissionCheckHandler']>[0] = null

  constructor(context: Promise<BrowserContext>) {
    super()
    this.context = context.then(async opened => {
      // A page that was closed meanwhile needs no answer.
      await opened.route('**/*', route => this.#answer(route).catch(() => undefined))
      opened.on('page', page => void this.#close(page))
      return opened
    })
  }

  protocol: UsedSession['protocol'] = {
    handle: (scheme, handler) => {
      this.#handlers.set(`${scheme}:`, handler as Handler)
    },
  }
  webRequest: UsedSession['webRequest'] = {
    onBeforeRequest: listener => {
      this.#beforeRequest = listener
    },
  }
  setPermissionRequestHandler: UsedSession['setPermissionRequestHandler'] = handler => {
    this.#requestPermission = handler
  }
  setPermissionCheckHandler: UsedSession['setPermissionCheckHandler'] = handler => {
    this.#checkPermission = handler
  }
  setDevicePermissionHandler: UsedSession['setDevicePermissionHandler'] = handler => {
    this.mayUseDevice = handler ? () => handler({} as Electron.DevicePermissionHandlerHandlerDetails) : undefined
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled
  }

  /** What a page of this address is told that asks for a permission; without a handler Electron grants everything. */
  asks(contents: DoubleContents, permission: Permission): { request: boolean; check: boolean } {
    let request = this.#requestPermission === null
    const whole = contents as unknown as Electron.WebContents
    this.#requestPermission?.(
      whole,
      permission,
      granted => {
        request = granted
      },
      {} as Electron.PermissionRequest,
    )
    const details = {} as Electron.PermissionCheckHandlerHandlerDetails
    const check = this.#checkPermission?.(whole, permission, contents.getURL(), details) ?? true
    return { request, check }
  }

  /** A link that would be saved. */
  download(): boolean {
    const event = preventable({})
    this.emit('will-download', event)
    return !event.defaultPrevented
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const url = inElectron(request.url())
    const refuse = () => {
      this.refused.push(url)
      // A navigation that is prevented leaves the page as it was; an aborted one would show an error.
      return request.isNavigationRequest() ? route.fulfill({ status: 204 }) : route.abort('blockedbyclient')
    }
    if (request.isNavigationRequest()) {
      const page = pageOf(route)
      const contents = page && this.contents.get(page)
      if (!contents) return refuse()
      const frame = request.frame()
      if (!contents.mayNavigate(url, frame === page?.mainFrame(), request.redirectedFrom() !== null)) return refuse()
    }
    let isCancelled = false
    this.#beforeRequest?.({ url }, ({ cancel }) => {
      isCancelled = cancel ?? false
    })
    const handler = this.#handlers.get(new URL(url).protocol)
    if (isCancelled || !handler) return refuse()
    const response = await answerOf(handler, url, request.method())
    if (!response) return route.abort('failed')
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  }

  /** A page that a page opened does not stay; main has been asked by then (DoubleContents). */
  async #close(page: Page): Promise<void> {
    // Electron's own windows are known once they have been made.
    await new Promise(resolve => setTimeout(resolve, 100))
    if (this.contents.has(page) || page.isClosed()) return
    await page.close().catch(() => undefined)
  }
}

/** undefined where the handler fails, which the page sees as a failed request. */
const answerOf = async (handler: Handler, url: string, method: string): Promise<Response | undefined> => {
  try {
    return await handler(new Request(url, { method }))
  } catch {
    return undefined
  }
}

function pageOf(route: Route): Page | undefined {
  try {
    return route.request().frame().page()
  } catch {
    // The first request of a page that Playwright has not told of yet.
    return undefined
  }
}
