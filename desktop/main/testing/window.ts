import type { Page } from '@playwright/test'
import type * as Electron from 'electron'
import type { UsedContents, UsedWindow } from '../electron.ts'
import { inBrowser, inElectron } from './addresses.ts'
import { Listening, preventable } from './listening.ts'
import type { DoublePort } from './ports.ts'
import { bundlePreload, type FromPreload, runPreload, type ToPreload } from './preloadWorld.ts'
import type { DoubleSession } from './session.ts'

/** What windows tell the rest of the double. */
export interface WindowRoom {
  fromPage(contents: DoubleContents, channel: string): void
  opened(window: DoubleWindow): void
  closed(window: DoubleWindow): void
}

let nextId = 1

/** webContents: a page of the real browser, with main's preload script in a world of its own. */
export class DoubleContents extends Listening implements UsedContents {
  readonly id = nextId++
  readonly session: DoubleSession
  readonly preferences: Electron.WebPreferences
  readonly #fromPage: (channel: string) => void
  #page: Promise<Page> | undefined
  #tell: ((message: ToPreload) => void) | undefined
  #url = ''
  #isOurs = false
  #openHandler: Parameters<UsedContents['setWindowOpenHandler']>[0] | undefined
  #ports = new Map<number, DoublePort>()
  #nextPort = 1
  #isDestroyed = false

  constructor(preferences: Electron.WebPreferences, fromPage: (channel: string) => void) {
    super()
    this.preferences = preferences
    // Main gives what `session.fromPartition` of this double gave it.
    this.session = preferences.session as unknown as DoubleSession
    this.#fromPage = fromPage
  }

  /** The page, for a test to look at and use. */
  page(): Promise<Page> {
    this.#page ??= this.#newPage()
    return this.#page
  }

  async load(url: string): Promise<void> {
    this.#url = url
    const page = await this.page()
    this.#isOurs = true
    await navigate(page, inBrowser(url))
  }

  getURL(): string {
    return this.#url
  }

  reload(): void {
    const url = this.#url
    // After a crash there is no page to reload: the address gets a new one, as in Electron.
    void this.page()
      .then(page => (page.isClosed() ? undefined : this.load(url)))
      // Its window was closed meanwhile.
      .catch(() => undefined)
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  setWindowOpenHandler: UsedContents['setWindowOpenHandler'] = handler => {
    this.#openHandler = handler
  }

  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    const page = await this.page()
    return page.pdf({
      format: String(options.pageSize),
      landscape: options.landscape ?? false,
      printBackground: options.printBackground ?? false,
      preferCSSPageSize: options.preferCSSPageSize ?? false,
      tagged: options.generateTaggedPDF ?? false,
    })
  }

  postMessage(channel: string, message: unknown, transfer: unknown[] = []): void {
    const ports = (transfer as DoublePort[]).map(port => ({ id: this.#nextPort++, port }))
    for (const { id, port } of ports) this.#ports.set(id, port)
    this.#tell?.({ t: 'ipc', channel, message, ports: ports.map(({ id }) => id) })
    for (const { id, port } of ports)
      port.handOver({
        deliver: data => this.#tell?.({ t: 'port', id, message: data }),
        closed: () => this.#tell?.({ t: 'portClosed', id }),
      })
  }

  /** Whether the page may go there; what it did not ask for itself, main wants. */
  mayNavigate(url: string, isMainFrame: boolean, isRedirect: boolean): boolean {
    if (this.#isOurs && isMainFrame && !isRedirect) {
      this.#isOurs = false
      this.#dropPorts()
      return true
    }
    const names = isRedirect
      ? ['will-redirect']
      : isMainFrame
        ? ['will-frame-navigate', 'will-navigate']
        : ['will-frame-navigate']
    const events = names.map(name => {
      const event = preventable({ url, isMainFrame, isSameDocument: false, frame: null })
      this.emit(name, event)
      return event
    })
    if (events.some(({ defaultPrevented }) => defaultPrevented)) return false
    if (isMainFrame) this.#dropPorts()
    return true
  }

  /** What main said to each window that the page asked for. */
  readonly opened: Electron.WindowOpenHandlerResponse['action'][] = []
  #open(url: string, frameName: string): void {
    const answer = this.#openHandler?.({
      url: url === '' ? 'about:blank' : inElectron(url),
      frameName,
      features: '',
      disposition: 'new-window',
      referrer: { url: this.#url, policy: 'no-referrer' },
    })
    this.opened.push(answer?.action ?? 'allow')
  }

  /** The page's process dies, in the real browser. */
  async crash(): Promise<void> {
    const page = await this.page()
    const session = await page.context().newCDPSession(page)
    const crashed = new Promise(resolve => page.once('crash', resolve))
    session.send('Page.crash').catch(() => undefined)
    await crashed
  }

  async destroy(): Promise<void> {
    this.#isDestroyed = true
    this.#dropPorts()
    const page = await this.#page
    if (!page) return
    this.session.contents.delete(page)
    await page.close().catch(() => undefined)
  }

  async #newPage(): Promise<Page> {
    const context = await this.session.context
    const page = await context.newPage()
    this.session.contents.set(page, this)
    const session = await context.newCDPSession(page)
    session.on('Page.windowOpen', ({ url, windowName }) => this.#open(url, windowName))
    // What no server answers (mailto:, tel:) never comes to the session as a request.
    session.on('Page.frameRequestedNavigation', ({ url, disposition }) => {
      if (disposition === 'currentTab' && isForPrograms(url)) this.mayNavigate(url, true, false)
    })
    await session.send('Page.enable')
    if (this.preferences.javascript === false) {
      await session.send('Emulation.setScriptExecutionDisabled', { value: true })
    }
    if (this.preferences.preload) {
      const script = await preloadScript()
      this.#tell = await runPreload(session, script, message => this.#receive(message))
    }
    page.on('framenavigated', frame => {
      // Also where only what stands behind the # has changed.
      if (frame === page.mainFrame() && frame.url() !== 'about:blank') this.#url = inElectron(frame.url())
    })
    page.on('crash', () => {
      this.session.contents.delete(page)
      this.#page = undefined
      this.#dropPorts()
      // A crashed page hangs when it is closed in turn; the context takes it along at the end.
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    })
    return page
  }

  #receive(message: FromPreload): void {
    if (message.t === 'send') this.#fromPage(message.channel)
    else if (message.t === 'port') this.#ports.get(message.id)?.postMessage(message.message)
    else this.#ports.get(message.id)?.close()
  }

  #dropPorts(): void {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
  }
}

/**
 * As `page.goto`, which answers with the response: where the window is closed before that answer comes, Playwright no
 * longer knows the response and fails the whole test.
 */
async function navigate(page: Page, url: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const loaded = page.waitForEvent('domcontentloaded')
  // It may end while the address is still being sent; whoever waits for it below hears of it.
  loaded.catch(() => undefined)
  try {
    const { errorText } = await session.send('Page.navigate', { url })
    if (errorText) throw new Error(`${errorText} at ${url}`)
    await loaded
  } finally {
    // It may have been closed with its window.
    session.detach().catch(() => undefined)
  }
}

/** BrowserWindow. Its place on the screen is remembered and nothing more: the real page has a size of its own. */
export class DoubleWindow extends Listening implements UsedWindow {
  readonly webContents: DoubleContents
  readonly options: Electron.BrowserWindowConstructorOptions
  isShown = false
  readonly #room: WindowRoom
  #bounds: Electron.Rectangle
  #mode: 'normal' | 'minimized' | 'maximized' | 'fullScreen' = 'normal'
  #isDestroyed = false

  constructor(room: WindowRoom, options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    this.#room = room
    this.options = options
    const { x = 10, y = 10, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    this.webContents = new DoubleContents(options.webPreferences ?? {}, channel =>
      room.fromPage(this.webContents, channel),
    )
    room.opened(this)
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url)
    if (!this.#isDestroyed) this.emit('ready-to-show')
  }

  show(): void {
    this.isShown = true
  }
  focus(): void {
    this.emit('focus')
  }
  isMinimized(): boolean {
    return this.#mode === 'minimized'
  }
  minimize(): void {
    this.#mode = 'minimized'
  }
  restore(): void {
    this.#mode = 'normal'
  }
  isMaximized(): boolean {
    return this.#mode === 'maximized'
  }
  maximize(): void {
    this.#mode = 'maximized'
  }
  isFullScreen(): boolean {
    return this.#mode === 'fullScreen'
  }
  setFullScreen(on: boolean): void {
    this.#mode = on ? 'fullScreen' : 'normal'
  }
  getNormalBounds(): Electron.Rectangle {
    return this.#bounds
  }
  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  /** A person drags it. */
  moveTo(bounds: Electron.Rectangle): void {
    this.#bounds = bounds
  }

  /** A person closes it. */
  async close(): Promise<void> {
    const event = preventable({})
    this.emit('close', event)
    if (!event.defaultPrevented) await this.#end()
  }

  destroy(): void {
    void this.#end()
  }

  async #end(): Promise<void> {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    await this.webContents.destroy()
    this.emit('closed')
    this.#room.closed(this)
  }
}

const isForPrograms = (url: string): boolean => /^(mailto|tel):/.test(url)

let script: Promise<string> | undefined
const preloadScript = (): Promise<string> => {
  script ??= bundlePreload()
  return script
}
