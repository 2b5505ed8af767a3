import type { ToWindow } from '../../core/api/bridge.ts'
import type { UsedElectron, UsedWindow } from '../electron.ts'
import type { WindowKind } from '../origin.ts'
import { guardContents } from '../security/guardContents.ts'
import type { Words } from '../words.ts'
import { offerContextMenu } from './contextMenu.ts'
import { openWindow, type WindowSettings } from './openWindow.ts'
import { createPatience } from './recovery.ts'

export interface Windows {
  /** Brings the window of this kind to the front, at `path` where one is given; opens it where it is not there. */
  show(kind: WindowKind, path?: string): void
  /** One more window on a page that a window asked for. */
  open(kind: WindowKind, path: string): void
  /** To the app's windows in front, or the one that is there. */
  send(message: ToWindow): void
  /** To every window. */
  tellAll(message: ToWindow): void
  /** How many are open. */
  count(): number
}

export interface WindowsSettings extends Omit<WindowSettings, 'electron'> {
  electron: WindowSettings['electron'] & Pick<UsedElectron, 'dialog' | 'Menu'>
  openOutside(url: string): void
  words: () => Words
  log: (event: string, details?: Record<string, unknown>) => void
  now?: () => number
}

/** One window on the company's set-up, one or more on the daily work. */
export function createWindows(settings: WindowsSettings): Windows {
  const { electron, now = Date.now } = settings
  /** The one that was in front last comes last. */
  const open: { kind: WindowKind; window: UsedWindow }[] = []

  const add = (kind: WindowKind, path: string) => {
    const window = openWindow(settings, kind, path)
    const entry = { kind, window }
    open.push(entry)
    guardContents(window.webContents, {
      openOutside: settings.openOutside,
      openWindow: (wanted, where) => (wanted === 'admin' || where === '' ? show(wanted, where) : add(wanted, where)),
    })
    offerContextMenu(window.webContents, electron, settings.words)
    watch(window)
    window.on('focus', () => open.push(...open.splice(open.indexOf(entry), 1)))
    window.on('closed', () => open.splice(open.indexOf(entry), 1))
  }

  const show = (kind: WindowKind, path = '') => {
    const found = open.findLast(entry => entry.kind === kind)
    if (!found) return add(kind, path)
    const { window } = found
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    if (path !== '') tell(window, { pergel: 'go', path })
  }

  /** A page that died comes back where it was: its address says where, and core has what was typed. */
  const watch = (window: UsedWindow) => {
    const mayReload = createPatience(now)
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || window.isDestroyed()) return
      settings.log('window.gone', { reason })
      if (mayReload()) return window.webContents.reload()
      void ask(gone).then(again => {
        if (window.isDestroyed()) return
        if (again) window.webContents.reload()
        else window.destroy()
      })
    })
    let isAsking = false
    window.on('unresponsive', () => {
      if (isAsking) return
      isAsking = true
      void ask(stuck).then(again => {
        isAsking = false
        if (again && !window.isDestroyed()) window.webContents.reload()
      })
    })
  }

  const ask = async (question: (words: Words) => Question): Promise<boolean> => {
    const { response } = await electron.dialog.showMessageBox({
      ...question(settings.words()),
      type: 'warning',
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    })
    return response === 0
  }

  return {
    show,
    open: add,
    send: message => {
      const found = open.findLast(({ kind }) => kind === 'app')
      if (found) tell(found.window, message)
    },
    tellAll: message => {
      for (const { window } of open) tell(window, message)
    },
    count: () => open.length,
  }
}

const tell = (window: UsedWindow, message: ToWindow) => window.webContents.postMessage('pergel', message)

interface Question {
  message: string
  detail: string
  buttons: [yes: string, no: string]
}
const gone = ({ t }: Words): Question => ({
  message: t('windowGone.title'),
  detail: t('windowGone.hint'),
  buttons: [t('windowGone.again'), t('windowGone.close')],
})
const stuck = ({ t }: Words): Question => ({
  message: t('windowStuck.title'),
  detail: t('windowStuck.hint'),
  buttons: [t('windowStuck.again'), t('windowStuck.close')],
})
