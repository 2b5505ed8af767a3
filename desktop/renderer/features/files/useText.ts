import { useEffect, useState } from 'react'
import { asAppError, type ErrorBody } from '../../../../shared/errors.ts'
import { useCore } from '../../data/hooks.ts'
import { fileBytes, mostShownBytes } from './fileBytes.ts'
import type { ShownFile } from './shownFile.ts'
import { mostTextBytes, textOf } from './textOf.ts'

interface ShownText {
  /** Its beginning, where there is more. */
  text?: string | undefined
  isRead: boolean
  isTooLarge?: boolean
  error?: ErrorBody
}

/** A file's text from this machine, fetched before where it is not here. */
export function useText({ id, size }: ShownFile): ShownText {
  const core = useCore()
  const [found, setFound] = useState<ShownText>({ isRead: false })
  useEffect(() => {
    let isGone = false
    const show = (text: ShownText) => !isGone && setFound(text)
    if (size > mostShownBytes) show({ isRead: false, isTooLarge: true })
    else
      fileBytes(core, id, { most: mostTextBytes, isGone: () => isGone })
        .then(async pieces => show({ text: textOf(await new Blob(pieces).bytes()), isRead: true }))
        .catch(thrown => show({ isRead: true, error: asAppError(thrown).toBody() }))
    return () => {
      isGone = true
    }
  }, [core, id, size])
  return found
}
