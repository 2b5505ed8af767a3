import type { ToWindow } from '../../core/api/bridge.ts'
import type { CoreProcess } from '../core/coreProcess.ts'
import type { UsedElectron } from '../electron.ts'
import { isOwnPage } from '../origin.ts'

/** Gives each page that asks, if it is ours, a line of its own to core. */
export function handOutLines({ ipcMain }: Pick<UsedElectron, 'ipcMain'>, core: Pick<CoreProcess, 'line'>): void {
  ipcMain.on('pergel', ({ senderFrame, sender }) => {
    if (!senderFrame || senderFrame.parent !== null || !isOwnPage(senderFrame.url)) return
    void core.line().then(port => {
      if (!port) return
      if (sender.isDestroyed()) return port.close()
      const message: ToWindow = { pergel: 'port' }
      sender.postMessage('pergel', message, [port])
    })
  })
}
