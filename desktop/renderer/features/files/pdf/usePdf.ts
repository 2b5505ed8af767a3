import { useEffect, useState } from 'react'
import { AppError, asAppError, type ErrorBody } from '../../../../../shared/errors.ts'
import { useCore } from '../../../data/hooks.ts'
import { type OpenPdf, openPdf } from './openPdf.ts'
import type { PageSize } from './pageLayout.ts'

/** More is not put into a page. */
const mostBytes = 300_000_000

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
    const gone = new AbortController()
    let opened: OpenPdf | undefined
    const show = (next: ShownPdf) => !gone.signal.aborted && setShown(next)
    const open = async () => {
      await core.call('files.fetch', { id })
      if (gone.signal.aborted) return
      const pdf = await openPdf(core, { id, size }, gone.signal)
      if (gone.signal.aborted) return pdf.close()
      opened = pdf
      const { first } = pdf
      show(first ? { pdf, first } : { failure: 'empty' })
      await pdf.failed
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
      gone.abort()
      opened?.close()
    }
  }, [core, id, size])
  return shown
}
