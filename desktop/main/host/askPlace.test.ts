import type * as Electron from 'electron'
import { expect, test } from 'vitest'
import type { UsedWindow } from '../electron.ts'
import { askPlace } from './askPlace.ts'

function electron(focused: UsedWindow | null, chosen: string) {
  const asked: unknown[][] = []
  return {
    asked,
    BrowserWindow: { getFocusedWindow: () => focused },
    dialog: {
      showMessageBox: async () => ({ response: 0 }),
      showSaveDialog: async (
        ...given: [Electron.BaseWindow, Electron.SaveDialogOptions] | [Electron.SaveDialogOptions]
      ) => {
        asked.push(given)
        return { canceled: chosen === '', filePath: chosen }
      },
    },
  }
}

test('a place is asked for over the window that a person works in', async () => {
  const window = { isDestroyed: () => false } as UsedWindow
  const double = electron(window, '/tmp/teklif.pdf')
  expect(await askPlace(double, { defaultPath: 'teklif.pdf' })).toBe('/tmp/teklif.pdf')
  expect(double.asked).toEqual([[window, { defaultPath: 'teklif.pdf' }]])
})

test('without one in front it stands alone; whoever cancels names no place', async () => {
  const double = electron(null, '')
  expect(await askPlace(double, { defaultPath: 'teklif.pdf' })).toBeUndefined()
  expect(double.asked).toEqual([[{ defaultPath: 'teklif.pdf' }]])
})
