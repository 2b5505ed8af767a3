import { contextBridge, ipcRenderer } from 'electron'
import type { ToWindow } from '../core/api/bridge.ts'

/**
 * The only bridge between a page and the app: the page may ask for a line to core, and hears what main tells its window.
 * Ports cannot pass through a bridged function, so they go as messages of the window to itself, which no other page can
 * send or read: there is none in it.
 */
contextBridge.exposeInMainWorld('pergel', () => ipcRenderer.send('pergel'))

ipcRenderer.on('pergel', ({ ports }, message: ToWindow) => {
  window.postMessage(message, window.location.origin, ports)
})
