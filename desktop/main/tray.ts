import type * as Electron from 'electron'
import type { SyncState } from '../core/api/functions.ts'
import type { UsedElectron, UsedTray } from './electron.ts'
import type { Words } from './words.ts'

export interface TraySettings {
  electron: Pick<UsedElectron, 'Tray' | 'Menu' | 'nativeImage'>
  /** Sixteen pixels, with its twin for dense screens beside it (`tray@2x.png`). */
  icon: string
  open(): void
  quit(): void
  log: (event: string) => void
}

/** Sync state in a line, a way in and a way out. Where the system shows no tray or the icon is missing, nothing. */
export function createTray(settings: TraySettings): { update(words: Words, sync?: SyncState): void; close(): void } {
  const tray = makeTray(settings)
  tray?.on('click', settings.open)
  return {
    update(words, sync) {
      if (!tray) return
      const state = stateWords(words, sync)
      tray.setToolTip(`Pergel, ${state}`)
      tray.setContextMenu(settings.electron.Menu.buildFromTemplate(trayMenu(words, state, settings)))
    },
    close: () => tray?.destroy(),
  }
}

const trayMenu = (
  { t }: Words,
  state: string,
  { open, quit }: Pick<TraySettings, 'open' | 'quit'>,
): Electron.MenuItemConstructorOptions[] => [
  { label: state, enabled: false },
  { type: 'separator' },
  { id: 'open', label: t('tray.open'), click: open },
  { id: 'quit', label: t('menu.quit'), click: quit },
]

/** What a person wants to know at a glance: is it online, and does something wait for me? */
function stateWords({ t }: Words, sync: SyncState | undefined): string {
  const needsYou = (sync?.refused ?? 0) + (sync?.clashes ?? 0)
  if (!sync || sync.connection === 'signedOut') return t('tray.signedOut')
  if (needsYou > 0) return t('tray.needsYou', { count: needsYou })
  if (sync.waiting > 0) return t('tray.waiting', { count: sync.waiting })
  return sync.connection === 'online' ? t('tray.online') : t('tray.offline')
}

function makeTray({ electron, icon, log }: TraySettings): UsedTray | undefined {
  const image = electron.nativeImage.createFromPath(icon)
  if (image.isEmpty()) {
    log('tray.noIcon')
    return undefined
  }
  try {
    return new electron.Tray(image)
  } catch {
    // A Linux desktop without a tray.
    log('tray.none')
    return undefined
  }
}
