import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { HostHandlers } from '../../core/api/host.ts'
import type { UsedElectron } from '../electron.ts'

/** Writes a file where the person says; pages themselves save nothing. */
export const saveHandlers = ({
  app,
  dialog,
}: Pick<UsedElectron, 'app' | 'dialog'>): Pick<HostHandlers, 'file.save'> => ({
  'file.save': async ({ name, text }) => {
    const { canceled, filePath } = await dialog.showSaveDialog({
      defaultPath: join(app.getPath('downloads'), name),
      filters: [{ name: 'JSON', extensions: ['json'] }],
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    })
    if (canceled || !filePath) return { isSaved: false }
    await writeFile(filePath, text).catch(cause => {
      throw new AppError('storage.failed', { cause })
    })
    return { isSaved: true }
  },
})
