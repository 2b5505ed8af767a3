import { realpathSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { opensOutside } from '../../../shared/files/mediaTypes.ts'
import type { HostHandlers } from '../../core/api/host.ts'
import type { UsedElectron } from '../electron.ts'
import { askPlace } from './askPlace.ts'

interface Settings {
  electron: {
    app: Pick<UsedElectron['app'], 'getPath'>
    BrowserWindow: Pick<UsedElectron['BrowserWindow'], 'getFocusedWindow'>
    dialog: UsedElectron['dialog']
    shell: Pick<UsedElectron['shell'], 'openPath'>
  }
  /** Of core: nothing outside of it is opened. */
  profile: string
}

/** Where files go that leave the app, and the program that shows one. */
export const fileHandlers = ({ electron, profile }: Settings): Pick<HostHandlers, 'file.place' | 'file.show'> => ({
  'file.place': async ({ name }) => {
    const path = await askPlace(electron, {
      defaultPath: join(electron.app.getPath('downloads'), basename(name)),
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    })
    return { path: path ?? null }
  },
  'file.show': async ({ path }) => {
    if (!mayShow(profile, path)) throw new AppError('permission.denied')
    // It gives a text where it failed, and nothing where it did not.
    const failed = await electron.shell.openPath(path)
    if (failed) throw new AppError('shell.unavailable')
    return {}
  },
})

/** A copy that core made for this, of a kind whose programs run nothing of it; core is asked by pages, main looks itself. */
function mayShow(profile: string, path: string): boolean {
  try {
    const real = realpathSync(path)
    const place = real.slice(0, -basename(real).length)
    const inOwn = real.startsWith(realpathSync(profile) + sep) && /\.files[/\\]open[/\\][0-9a-f-]{36}[/\\]$/.test(place)
    return inOwn && opensOutside(basename(real))
  } catch {
    return false
  }
}
