import type * as Electron from 'electron'
import type { HostHandlers } from '../core/api/host.ts'
import type { CoreProcess } from './core/coreProcess.ts'
import type { Options } from './options.ts'
import type { Words } from './words.ts'

/** What a part of main that stands by itself (updates) is given when the app is ready. */
export interface PartTools {
  options: Options
  log: (event: string, details?: Record<string, unknown>) => void
  /** The person's language now. */
  words: () => Words
  /** Tells core, and through it every window, something under a name of hostValues. */
  tell: CoreProcess['tell']
  /** Builds the menus anew, when what `help` gives has changed. */
  refreshMenu(): void
  /** Closes windows, then core, then ends the app: nothing is lost by it. */
  quit(): void
}

export interface Part {
  /** What it does for core, by names of hostFunctions. */
  host?: HostHandlers
  /** Items under Help. */
  help?: (words: Words) => Electron.MenuItemConstructorOptions[]
  /** Called when core has closed its files, before the app ends. */
  stop?(): void | Promise<void>
}

/** A part is registered where the app starts (index.ts). */
export type StartPart = (tools: PartTools) => Part
