import { useEffect, useState } from 'react'
import { AppError, asAppError, type ErrorBody } from '../../../../shared/errors.ts'
import { servedType } from '../../../../shared/files/mediaTypes.ts'
import { useCore } from '../../data/hooks.ts'
import type { CoreConnection } from '../../data/transport.ts'
import type { ShownFile } from './shownFile.ts'

/** More is not put into a page. */
const mostBytes = 60_000_000
const pieceBytes = 786_432

export interface Picture {
  /** Of the page's own, and gone when another one is shown. */
  url?: string
  isTooLarge?: boolean
  error?: ErrorBody
}

/** A picture's bytes from this machine, fetched before where they are not here. */
export function usePicture({ id, name, size }: ShownFile): Picture {
  const core = useCore()
  const [found, setFound] = useState<Picture>({})
  useEffect(() => {
    let isGone = false
    let url: string | undefined
    const show = (picture: Picture) => !isGone && setFound(picture)
    if (size > mostBytes) show({ isTooLarge: true })
    else
      bytesOf(core, id, () => isGone)
        .then(pieces => {
          if (isGone) return
          url = URL.createObjectURL(new Blob(pieces, { type: servedType(name) }))
          show({ url })
        })
        .catch(thrown => show({ error: asAppError(thrown).toBody() }))
    return () => {
      isGone = true
      if (url) URL.revokeObjectURL(url)
    }
  }, [core, id, name, size])
  return found
}

async function bytesOf(core: CoreConnection, id: string, isGone: () => boolean): Promise<Uint8Array<ArrayBuffer>[]> {
  await core.call('files.fetch', { id })
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let offset = 0; !isGone(); offset += pieceBytes) {
    const { bytes } = await core.call('files.read', { id, offset, length: pieceBytes })
    const piece = Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))
    pieces.push(piece)
    if (offset > mostBytes) throw new AppError('input.tooLarge')
    if (piece.length < pieceBytes) break
  }
  return pieces
}
