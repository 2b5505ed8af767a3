import { accessSync, constants, lstatSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { ConfigError } from './config.ts'

/**
 * The data folder, made where it is missing with all those above it. Throws ConfigError where it cannot be made or
 * written. Node's own `recursive` never ends in places that say a folder is missing and refuse to make it, as /proc does.
 */
export function makeDataFolder(folder: string, mode?: number): void {
  try {
    const missing: string[] = []
    for (let at = folder; !isThere(at); at = dirname(at)) missing.unshift(at)
    for (const at of missing) make(at, mode)
    if (!statSync(folder).isDirectory()) throw new Error('it is a file')
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(',')[0] : String(error)
    throw new ConfigError(
      `PERGEL_DATA_DIR: ${JSON.stringify(folder)} cannot be used (${reason}); allowed: a folder that this user can make and write`,
    )
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** Two processes may start at once. */
function make(folder: string, mode: number | undefined) {
  try {
    mkdirSync(folder, mode === undefined ? {} : { mode })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
