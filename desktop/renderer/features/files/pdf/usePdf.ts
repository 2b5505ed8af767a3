import { useEffect, useState } from 'react'
import { AppError, asAppError, type ErrorBody } from '../../../../../shared/errors.ts'
import { useCore } from '../../../data/hooks.ts'
import { type OpenPdf, openPdf } from './openPdf.ts'
import type { PageSize } from './pageLayout.ts'

/** More is not put into a page. */
const mostBytes = 300_000_000
/** A point is the 72nd part of an inch, a CSS pixel the 96th. */
export const pixelsPerPoint = 96 / 72

export interface ShownPdf {
  pdf?: OpenPdf
  /** Of the first page; the others are taken for as large until they are seen. */
  first?: PageSize
  failure?: 'protected' | 'broken' | 'empty' | 'tooLarge'
  error?: ErrorBody
}

/** A PDF from this machine, fetched before where it is not here. */
export function usePdf({ id, size }: { id: string; size: number }): ShownPdf {
  const core = useCore()
  const [shown, setShown] = useState<ShownPdf>({})
  useEffect(() => {
    let isGone = false
    let opened: OpenPdf | undefined
    const show = (next: ShownPdf) => !isGone && setShown(next)
    const open = async () => {
      await core.call('files.fetch', { id })
      if (isGone) return
      const pdf = await openPdf(core, { id, size })
      if (isGone) return pdf.close()
      opened = pdf
      if (pdf.document.numPages === 0) return show({ failure: 'empty' })
      const { width, height } = (await pdf.document.getPage(1)).getViewport({ scale: pixelsPerPoint })
      show({ pdf, first: { width, height } })
    }
    if (size > mostBytes) show({ failure: 'tooLarge' })
    else if (size === 0) show({ failure: 'empty' })
    else
      open().catch(thrown => {
        opened?.close()
        if (thrown instanceof AppError) return show({ error: asAppError(thrown).toBody() })
        // The library's errors carry their names.
        const isProtected = thrown instanceof Error && thrown.name === 'PasswordException'
        show({ failure: isProtected ? 'protected' : 'broken' })
      })
    return () => {
      isGone = true
      opened?.close()
    }
  }, [core, id, size])
  return shown
}
