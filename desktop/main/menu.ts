import type * as Electron from 'electron'
import type { Words } from './words.ts'

export interface MenuActions {
  search(): void
  shortcuts(): void
  newWindow(): void
  admin(): void
  about(): void
  quit(): void
}

export interface MenuState {
  words: Words
  isMac: boolean
  /** May run a part of the company: the admin window is offered. */
  isAdmin: boolean
  /** Not packaged: the developer's tools are offered. */
  isDevelopment: boolean
  /** Further items under Help, such as looking for updates. */
  help: readonly Electron.MenuItemConstructorOptions[]
}

type Item = Electron.MenuItemConstructorOptions
const line: Item = { type: 'separator' }

/** The menu bar. Roles bring the system's own behaviour and keys; their words are ours, in the person's language. */
export function menuBar(state: MenuState, actions: MenuActions): Item[] {
  const { t } = state.words
  const about: Item = { id: 'about', label: t('menu.about'), click: actions.about }
  const quit: Item = { id: 'quit', label: t('menu.quit'), accelerator: 'CommandOrControl+Q', click: actions.quit }
  const admin: Item = { id: 'admin', label: t('menu.admin'), visible: state.isAdmin, click: actions.admin }
  const forMac: Item[] = [
    {
      label: 'Pergel',
      submenu: [
        about,
        line,
        { role: 'services', label: t('menu.services') },
        line,
        { role: 'hide', label: t('menu.hide') },
        { role: 'hideOthers', label: t('menu.hideOthers') },
        { role: 'unhide', label: t('menu.unhide') },
        line,
        quit,
      ],
    },
  ]
  return [
    ...(state.isMac ? forMac : []),
    {
      id: 'file',
      label: t('menu.file'),
      submenu: [
        {
          id: 'newWindow',
          label: t('menu.newWindow'),
          accelerator: 'CommandOrControl+Shift+N',
          click: actions.newWindow,
        },
        admin,
        line,
        { role: 'close', label: t('menu.close') },
        ...(state.isMac ? [] : [line, quit]),
      ],
    },
    {
      id: 'edit',
      label: t('menu.edit'),
      submenu: [
        { role: 'undo', label: t('menu.undo') },
        { role: 'redo', label: t('menu.redo') },
        line,
        { role: 'cut', label: t('menu.cut') },
        { role: 'copy', label: t('menu.copy') },
        { role: 'paste', label: t('menu.paste') },
        { role: 'selectAll', label: t('menu.selectAll') },
      ],
    },
    {
      id: 'view',
      label: t('menu.view'),
      submenu: [
        // The page listens to the keys itself; here they are only shown.
        {
          id: 'search',
          label: t('menu.search'),
          accelerator: 'CommandOrControl+K',
          registerAccelerator: false,
          click: actions.search,
        },
        line,
        { role: 'zoomIn', label: t('menu.zoomIn') },
        { role: 'zoomOut', label: t('menu.zoomOut') },
        { role: 'resetZoom', label: t('menu.resetZoom') },
        { role: 'togglefullscreen', label: t('menu.fullScreen') },
        line,
        { role: 'reload', label: t('menu.reload') },
        ...(state.isDevelopment ? [{ role: 'toggleDevTools', label: t('menu.devTools') } satisfies Item] : []),
      ],
    },
    {
      id: 'window',
      label: t('menu.window'),
      role: 'window',
      submenu: [
        { role: 'minimize', label: t('menu.minimize') },
        ...(state.isMac
          ? ([
              { role: 'zoom', label: t('menu.zoom') },
              { role: 'front', label: t('menu.front') },
            ] satisfies Item[])
          : []),
      ],
    },
    {
      id: 'help',
      label: t('menu.help'),
      role: 'help',
      submenu: [
        { id: 'shortcuts', label: t('menu.shortcuts'), click: actions.shortcuts },
        ...state.help,
        ...(state.isMac ? [] : [line, about]),
      ],
    },
  ]
}
