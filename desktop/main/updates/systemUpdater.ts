import electronUpdater from 'electron-updater'
import type { Updater } from './updates.ts'

/** The updater for this system and package. Only inside Electron: it reads the packed app's own files at once. */
export function systemUpdater(): Updater {
  const updater = electronUpdater.autoUpdater
  // It would write addresses and paths to the console; what matters is in our own log.
  updater.logger = null
  return updater
}
