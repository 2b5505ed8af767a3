import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { HostHandlers } from '../../core/api/host.ts'
import type { UsedElectron } from '../electron.ts'
import { askPlace } from './askPlace.ts'

/** Writes a file where the person says; pages themselves save nothing. */
export const saveHandlers = (
  electron: Pick<UsedElectron, 'app' | 'BrowserWindow' | 'dialog'>,
): Pick<HostHandlers, 'file.save'> => ({
  'file.save': async ({ name, text }) => {
    const place = await askPlace(electron, {
      defaultPath: join(electron.app.getPath('downloads'), name),
      filters: [{ name: 'JSON', extensions: ['json'] }],
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    })
    if (place === undefined) return { isSaved: false }
    await writeFile(place, text).catch(cause => {
      throw new AppError('storage.failed', { cause })
    })
    return { isSaved: true }
  },
})
