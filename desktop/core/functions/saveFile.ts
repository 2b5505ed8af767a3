import { asAppError } from '../../../shared/errors.ts'
import type { ArgsOf, ResultOf } from '../api/functions.ts'
import type { Host } from '../api/host.ts'

/** Through the shell where it saves files; otherwise the page does it. */
export async function saveFile(host: Host, file: ArgsOf<'shell.saveFile'>): Promise<ResultOf<'shell.saveFile'>> {
  try {
    const { isSaved } = await host.ask('file.save', file)
    return { outcome: isSaved ? 'saved' : 'cancelled' }
  } catch (thrown) {
    if (asAppError(thrown).code === 'shell.unavailable') return { outcome: 'page' }
    throw thrown
  }
}
