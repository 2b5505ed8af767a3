import type { UsedElectron, UsedSession, UsedWindow } from '../electron.ts'
import { pageUrl, type WindowKind } from '../origin.ts'
import { lockedDown } from '../security/lockedDown.ts'
import { boundsOnScreen } from './bounds.ts'
import type { Place, WindowMemory } from './windowMemory.ts'

export interface WindowSettings {
  electron: Pick<UsedElectron, 'BrowserWindow' | 'screen' | 'nativeTheme' | 'app'>
  session: UsedSession
  /** The bundled preload script. */
  preload: string
  icon?: string
  memory: WindowMemory
}

const sizes: Record<WindowKind, { width: number; height: number }> = {
  app: { width: 1360, height: 860 },
  admin: { width: 1120, height: 780 },
}
/** Paper and its dark counterpart, as in the theme: no flash before the page has drawn. */
const paper = { light: '#FBFAF7', dark: '#0F141B' }

/** A window on one of our own pages, where the last one of its kind stood. Shown when it has something to show. */
export function openWindow(settings: WindowSettings, kind: WindowKind, path: string): UsedWindow {
  const { electron, memory } = settings
  const kept = memory.placeOf(kind)
  const areas = electron.screen.getAllDisplays().map(({ workArea }) => workArea)
  const bounds = kept && boundsOnScreen(kept.bounds, areas)
  const window = new electron.BrowserWindow({
    ...(bounds ?? sizes[kind]),
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Pergel',
    backgroundColor: electron.nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    // The menu is there by Alt; the page has a bar of its own.
    autoHideMenuBar: true,
    ...(settings.icon ? { icon: settings.icon } : {}),
    webPreferences: {
      session: asElectrons(settings.session),
      preload: settings.preload,
      ...lockedDown,
      devTools: !electron.app.isPackaged,
    },
  })
  window.once('ready-to-show', () => {
    if (kept?.shown === 'maximized') window.maximize()
    else if (kept?.shown === 'fullScreen') window.setFullScreen(true)
    window.show()
  })
  window.on('close', () => memory.keepPlace(kind, placeOf(window)))
  load(window, pageUrl(kind, path))
  return window
}

/** Where the page cannot be loaded its window is shown all the same: an app that nobody sees cannot be closed. */
function load(window: UsedWindow, url: string): void {
  window.loadURL(url).catch(() => {
    if (!window.isDestroyed()) window.show()
  })
}

function placeOf(window: UsedWindow): Place {
  const { x, y, width, height } = window.getNormalBounds()
  return {
    bounds: { x, y, width, height },
    shown: window.isFullScreen() ? 'fullScreen' : window.isMaximized() ? 'maximized' : 'normal',
  }
}

/** Main sees only the part of a session that it uses; Electron gave it whole. */
const asElectrons = (session: UsedSession) => session as Electron.Session
