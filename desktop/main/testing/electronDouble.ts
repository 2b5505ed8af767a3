import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import type * as Electron from 'electron'
import type { UsedElectron, UsedNotification, UsedTray } from '../electron.ts'
import { Listening, preventable } from './listening.ts'
import { DoubleChannel } from './ports.ts'
import { DoubleSession } from './session.ts'
import { doubleUtilityProcess } from './utilityProcess.ts'
import { type DoubleContents, DoubleWindow } from './window.ts'

/** What the instances of one machine share: who holds which lock. */
export type Machine = Map<string, DoubleApp>

export interface DoubleSettings {
  browser: Browser
  machine?: Machine
  appPath?: string
  displays?: Electron.Rectangle[]
  /** Of the key store: absent where the system has none. */
  keyStore?: 'basic_text' | 'gnome_libsecret'
}

/** Electron as far as main uses it. Its types are Electron's; its windows, pages and processes are real. */
export function doubleElectron(settings: DoubleSettings) {
  const { browser, displays = [{ x: 0, y: 0, width: 1920, height: 1040 }] } = settings
  const app = new DoubleApp(settings.machine ?? new Map(), settings.appPath ?? '/nowhere')
  const { windows } = app
  const sessions = new Map<string, DoubleSession>()
  const ipcMain = new Listening()
  const powerMonitor = new Listening()
  const utilityProcess = doubleUtilityProcess()
  const outside: string[] = []
  const questions: Electron.MessageBoxOptions[] = []
  const answers: number[] = []
  const saves: Electron.SaveDialogOptions[] = []
  const places: string[] = []
  const notices: DoubleNotification[] = []
  const trays: DoubleTray[] = []
  const schemes: Electron.CustomScheme[] = []
  const popups: (Electron.MenuItemConstructorOptions | Electron.MenuItem)[][] = []
  const menus: Electron.MenuItemConstructorOptions[][] = []
  const nativeTheme = { themeSource: 'system' as Electron.NativeTheme['themeSource'], shouldUseDarkColors: false }
  const room = {
    opened: (window: DoubleWindow) => {
      windows.push(window)
      app.emit('web-contents-created', {}, window.webContents)
    },
    closed: (window: DoubleWindow) => {
      windows.splice(windows.indexOf(window), 1)
      app.windowClosed()
    },
    fromPage: (contents: DoubleContents, channel: string) => {
      const senderFrame = { parent: null, url: contents.getURL() }
      ipcMain.emit(channel, { sender: contents, senderFrame, type: 'frame' })
    },
  }
  class Notification extends DoubleNotification {
    static isSupported() {
      return true
    }
    constructor(options?: Electron.NotificationConstructorOptions) {
      super(options)
      notices.push(this)
    }
  }

  const electron: UsedElectron = {
    app,
    BrowserWindow: class extends DoubleWindow {
      constructor(options?: Electron.BrowserWindowConstructorOptions) {
        super(room, options)
      }
      static getFocusedWindow = () => windows.findLast(window => window.isShown && !window.isDestroyed()) ?? null
    },
    Menu: {
      // A menu of the double is its template, by which tests find and click its items.
      buildFromTemplate: template => Object.assign(template, { popup: () => popups.push(template) }) as never,
      setApplicationMenu: menu => {
        menus.push(menu as never)
      },
    },
    MessageChannelMain: DoubleChannel,
    Notification,
    Tray: class extends DoubleTray {
      constructor() {
        super()
        trays.push(this)
      }
    },
    dialog: {
      showMessageBox: async options => {
        questions.push(options)
        return { response: answers.shift() ?? options.cancelId ?? 0 }
      },
      showSaveDialog: async (
        ...given: [Electron.BaseWindow, Electron.SaveDialogOptions] | [Electron.SaveDialogOptions]
      ) => {
        const options = given.length === 1 ? given[0] : given[1]
        saves.push(options)
        const filePath = places.shift() ?? ''
        return { canceled: filePath === '', filePath }
      },
    },
    ipcMain,
    nativeImage: { createFromPath: () => ({ isEmpty: () => false }) as never },
    nativeTheme,
    powerMonitor,
    protocol: { registerSchemesAsPrivileged: given => void schemes.push(...given) },
    safeStorage: doubleSafeStorage(settings.keyStore),
    screen: {
      getAllDisplays: () => displays.map(workArea => ({ workArea }) as Electron.Display),
      getPrimaryDisplay: () => ({ workArea: displays[0] }) as Electron.Display,
    },
    session: {
      fromPartition: partition => {
        const found = sessions.get(partition) ?? new DoubleSession(browser.newContext({ locale: 'tr-TR' }))
        sessions.set(partition, found)
        return found
      },
    },
    shell: {
      openExternal: async url => void outside.push(url),
      openPath: async path => {
        outside.push(path)
        return ''
      },
    },
    utilityProcess,
  }
  return {
    electron,
    app,
    windows,
    sessions,
    ipcMain,
    powerMonitor,
    utilityProcess,
    nativeTheme,
    /** What was handed to the system's browser. */
    outside,
    /** What was asked in a dialog, and what shall be answered next; the cancelling button where nothing stands. */
    questions,
    answers,
    /** Where a file was asked to be kept, and where it shall be next; the dialog is cancelled where nothing stands. */
    saves,
    places,
    notices,
    trays,
    schemes,
    /** Menus that were shown where the right button was pressed. */
    popups,
    /** The menu bar as it is now. */
    menu: () => menus.at(-1) ?? [],
    /** After the end: browser contexts go too. */
    dispose: async () => {
      for (const { context } of sessions.values()) await (await context).close().catch(() => undefined)
    },
  }
}
export type ElectronDouble = ReturnType<typeof doubleElectron>

export class DoubleApp extends Listening {
  readonly windows: DoubleWindow[] = []
  readonly name = 'Pergel'
  readonly isPackaged = false
  readonly paths: Record<string, string> = { userData: join(tmpdir(), 'pergel-nobody') }
  exitCode: number | undefined
  isSandboxed = false
  #isQuitting = false
  readonly #machine: Machine
  readonly #appPath: string
  #end: (code: number) => void = () => undefined
  /** The process has ended. */
  readonly ended = new Promise<number>(resolve => {
    this.#end = resolve
  })

  constructor(machine: Machine, appPath: string) {
    super()
    this.#machine = machine
    this.#appPath = appPath
  }

  whenReady = async (): Promise<void> => undefined
  getPath = (name: string): string => this.paths[name] ?? ''
  getAppPath = (): string => this.#appPath
  getVersion = (): string => '0.0.0'
  focus = (): void => undefined
  setAppUserModelId = (): void => undefined
  setAsDefaultProtocolClient = (): boolean => true
  setAboutPanelOptions = (): void => undefined
  showAboutPanel = (): void => undefined
  setPath = (name: string, path: string): void => {
    this.paths[name] = path
  }
  enableSandbox = (): void => {
    this.isSandboxed = true
  }

  requestSingleInstanceLock = (given?: Record<string, unknown>): boolean => {
    const key = this.getPath('userData')
    const holder = this.#machine.get(key)
    if (!holder) {
      this.#machine.set(key, this)
      return true
    }
    holder.emit('second-instance', {}, [], '', structuredClone(given))
    return false
  }

  exit = (code = 0): void => {
    if (this.exitCode !== undefined) return
    this.exitCode = code
    if (this.#machine.get(this.getPath('userData')) === this) this.#machine.delete(this.getPath('userData'))
    this.#end(code)
  }

  quit = (): void => {
    this.#isQuitting = true
    this.emit('before-quit', preventable({}))
    void Promise.all([...this.windows].map(window => window.close())).then(() => {
      if (this.windows.length > 0) {
        this.#isQuitting = false
        return
      }
      const event = preventable({})
      this.emit('will-quit', event)
      if (event.defaultPrevented) return
      this.emit('quit', {}, 0)
      this.exit(0)
    })
  }

  windowClosed(): void {
    if (this.windows.length === 0 && !this.#isQuitting) this.emit('window-all-closed')
  }
}

class DoubleNotification extends Listening implements UsedNotification {
  readonly options: Electron.NotificationConstructorOptions
  isShown = false
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super()
    this.options = options
  }
  show(): void {
    this.isShown = true
  }
}

class DoubleTray extends Listening implements UsedTray {
  tooltip = ''
  menu: Electron.MenuItemConstructorOptions[] = []
  isDestroyed = false
  setToolTip(text: string): void {
    this.tooltip = text
  }
  setContextMenu(menu: Electron.Menu | null): void {
    this.menu = menu as never
  }
  destroy(): void {
    this.isDestroyed = true
  }
}

/** Scrambles enough to be told from what went in, and knows its own. */
function doubleSafeStorage(backend: DoubleSettings['keyStore']): UsedElectron['safeStorage'] {
  const mark = 'protected:'
  return {
    isAsyncEncryptionAvailable: async () => backend !== undefined,
    getSelectedStorageBackend: () => backend ?? 'unknown',
    encryptStringAsync: async text => Buffer.from(mark + [...text].reverse().join('')),
    decryptStringAsync: async bytes => {
      const text = bytes.toString()
      if (!text.startsWith(mark)) throw new Error('Error while decrypting the ciphertext')
      return { result: [...text.slice(mark.length)].reverse().join(''), shouldReEncrypt: false }
    },
  }
}
