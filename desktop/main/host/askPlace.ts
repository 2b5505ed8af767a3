import type * as Electron from 'electron'
import type { UsedElectron } from '../electron.ts'

/** Asks a person where a file shall go, over the window they work in; undefined where they think better of it. */
export async function askPlace(
  {
    BrowserWindow,
    dialog,
  }: { BrowserWindow: Pick<UsedElectron['BrowserWindow'], 'getFocusedWindow'> } & Pick<UsedElectron, 'dialog'>,
  options: Electron.SaveDialogOptions,
): Promise<string | undefined> {
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePath } = window
    ? // It is Electron's own, of which main's type names a part.
      await dialog.showSaveDialog(window as Electron.BrowserWindow, options)
    : await dialog.showSaveDialog(options)
  return canceled || !filePath ? undefined : filePath
}
