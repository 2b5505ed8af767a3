import type * as Electron from 'electron'
import type { UsedContents, UsedElectron } from '../electron.ts'
import type { Words } from '../words.ts'

type Item = Electron.MenuItemConstructorOptions
type Where = Pick<Electron.ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>

/** What the right button offers: the same as under Edit, where it would do something. A web page has none in Electron. */
export function contextMenu({ isEditable, selectionText, editFlags }: Where, { t }: Words): Item[] {
  const copy: Item = { role: 'copy', label: t('menu.copy'), enabled: editFlags.canCopy }
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy]
  return [
    { role: 'undo', label: t('menu.undo'), enabled: editFlags.canUndo },
    { role: 'redo', label: t('menu.redo'), enabled: editFlags.canRedo },
    { type: 'separator' },
    { role: 'cut', label: t('menu.cut'), enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: t('menu.paste'), enabled: editFlags.canPaste },
    { role: 'selectAll', label: t('menu.selectAll'), enabled: editFlags.canSelectAll },
  ]
}

/** Shows it where a person asks for it. */
export function offerContextMenu(
  contents: Pick<UsedContents, 'on'>,
  { Menu }: Pick<UsedElectron, 'Menu'>,
  words: () => Words,
): void {
  contents.on('context-menu', (_event, where) => {
    const items = contextMenu(where, words())
    if (items.length > 0) Menu.buildFromTemplate(items).popup()
  })
}
