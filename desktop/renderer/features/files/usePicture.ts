import { useEffect, useState } from 'react'
import { asAppError, type ErrorBody } from '../../../../shared/errors.ts'
import { servedType } from '../../../../shared/files/mediaTypes.ts'
import { useCore } from '../../data/hooks.ts'
import { fileBytes, mostShownBytes } from './fileBytes.ts'
import type { ShownFile } from './shownFile.ts'

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
    if (size > mostShownBytes) show({ isTooLarge: true })
    else
      fileBytes(core, id, { most: mostShownBytes, isGone: () => isGone })
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
