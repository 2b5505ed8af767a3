import type * as Electron from 'electron'

/**
 * The part of Electron that main uses, taken from Electron's own types. Everything in main is given it, so that the tests
 * can give it a double, and neither side can drift: the real module and the double must both fit.
 */
export interface UsedElectron {
  app: Pick<
    Electron.App,
    | 'on'
    | 'whenReady'
    | 'quit'
    | 'exit'
    | 'focus'
    | 'enableSandbox'
    | 'requestSingleInstanceLock'
    | 'setAsDefaultProtocolClient'
    | 'setAppUserModelId'
    | 'setAboutPanelOptions'
    | 'showAboutPanel'
    | 'setPath'
    | 'getPath'
    | 'getAppPath'
    | 'getVersion'
    | 'isPackaged'
    | 'name'
  >
  BrowserWindow: (new (
    options?: Electron.BrowserWindowConstructorOptions,
  ) => UsedWindow) & {
    getFocusedWindow(): UsedWindow | null
  }
  Menu: Pick<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'>
  MessageChannelMain: new () => Electron.MessageChannelMain
  Notification: Pick<typeof Electron.Notification, 'isSupported'> &
    (new (
      options?: Electron.NotificationConstructorOptions,
    ) => UsedNotification)
  Tray: new (image: Electron.NativeImage) => UsedTray
  dialog: {
    showMessageBox(options: Electron.MessageBoxOptions): Promise<Pick<Electron.MessageBoxReturnValue, 'response'>>
    showSaveDialog(options: Electron.SaveDialogOptions): Promise<UsedPlace>
    showSaveDialog(window: Electron.BaseWindow, options: Electron.SaveDialogOptions): Promise<UsedPlace>
  }
  ipcMain: Pick<Electron.IpcMain, 'on'>
  nativeImage: Pick<typeof Electron.nativeImage, 'createFromPath'>
  nativeTheme: Pick<Electron.NativeTheme, 'themeSource' | 'shouldUseDarkColors'>
  powerMonitor: Pick<Electron.PowerMonitor, 'on'>
  protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>
  safeStorage: Pick<
    Electron.SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >
  screen: Pick<Electron.Screen, 'getAllDisplays' | 'getPrimaryDisplay'>
  session: { fromPartition(partition: string): UsedSession }
  shell: Pick<Electron.Shell, 'openExternal' | 'openPath'>
  utilityProcess: { fork(path: string, args?: string[], options?: Electron.ForkOptions): UsedProcess }
}

type UsedPlace = Pick<Electron.SaveDialogReturnValue, 'canceled' | 'filePath'>

export type UsedWindow = Pick<
  Electron.BrowserWindow,
  | 'on'
  | 'once'
  | 'show'
  | 'focus'
  | 'restore'
  | 'isMinimized'
  | 'maximize'
  | 'isMaximized'
  | 'setFullScreen'
  | 'isFullScreen'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'destroy'
  | 'loadURL'
> & { readonly webContents: UsedContents }

export type UsedContents = Pick<
  Electron.WebContents,
  'on' | 'id' | 'postMessage' | 'getURL' | 'reload' | 'printToPDF' | 'setWindowOpenHandler' | 'isDestroyed'
> & { readonly session: UsedSession }

export type UsedSession = Pick<
  Electron.Session,
  | 'on'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerEnabled'
> & {
  protocol: Pick<Electron.Protocol, 'handle'>
  webRequest: {
    onBeforeRequest(
      listener: (
        details: Pick<Electron.OnBeforeRequestListenerDetails, 'url'>,
        callback: (response: Electron.CallbackResponse) => void,
      ) => void,
    ): void
  }
}

export type UsedProcess = Pick<Electron.UtilityProcess, 'on' | 'once' | 'postMessage' | 'kill' | 'pid'>
export type UsedNotification = Pick<Electron.Notification, 'on' | 'show'>
export type UsedTray = Pick<Electron.Tray, 'on' | 'setToolTip' | 'setContextMenu' | 'destroy'>
