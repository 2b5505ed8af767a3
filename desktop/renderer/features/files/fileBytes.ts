import type { CoreConnection } from '../../data/transport.ts'

const pieceBytes = 786_432

/** Larger files are not fetched only to be looked at, and more is not put into a page. */
export const mostShownBytes = 60_000_000

/** The first bytes of a file, at most about so many and a piece; fetched before where they are not on this machine. */
export async function fileBytes(
  core: CoreConnection,
  id: string,
  { most, isGone }: { most: number; isGone: () => boolean },
): Promise<Uint8Array<ArrayBuffer>[]> {
  await core.call('files.fetch', { id })
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let offset = 0; offset <= most && !isGone(); offset += pieceBytes) {
    const { bytes } = await core.call('files.read', { id, offset, length: pieceBytes })
    const piece = Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))
    pieces.push(piece)
    if (piece.length < pieceBytes) break
  }
  return pieces
}
