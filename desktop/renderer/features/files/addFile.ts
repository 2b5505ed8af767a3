import type { RecordKey } from '../../../../shared/record.ts'
import type { CoreConnection } from '../../data/transport.ts'

/** Bytes of one piece on their way into core: small enough that nothing else has to wait for it. */
const pieceBytes = 786_432

/**
 * Hands a file that somebody chose to core, piece by piece: the page never holds more of it. Gives the id of its record
 * and the operation that made it. Throws what core says; nothing of it is left then.
 */
export async function addFile(
  core: CoreConnection,
  parent: RecordKey,
  file: Pick<File, 'name' | 'size' | 'slice'>,
): Promise<{ id: string; operation: string }> {
  const { id } = await core.call('files.begin', { parent, name: file.name.slice(0, 255), size: file.size })
  try {
    for (let offset = 0; offset < file.size; offset += pieceBytes) {
      const bytes = await base64Of(file.slice(offset, offset + pieceBytes))
      await core.call('files.write', { id, offset, bytes })
    }
    const { operation } = await core.call('files.finish', { id })
    return { id, operation }
  } catch (thrown) {
    // Given up by somebody, or core has forgotten it: then there is nothing to drop either.
    await core.call('files.drop', { id }).catch(() => undefined)
    throw thrown
  }
}

/** The browser's own encoder, in its own thread. */
function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ''))
    // A file that was moved, changed or taken away while it is read.
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}
