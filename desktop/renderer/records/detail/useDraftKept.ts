import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { hideToast, toast } from '../../ui/toast.tsx'

const id = 'draft'

/** Says that what was typed is kept as a draft, with the way back to it until it is gone, or the place is. */
export function useDraftKept({ isOpen, reopen }: { isOpen: boolean; reopen: () => void }): () => void {
  const { t } = useTranslation('detail')
  const latest = useRef(reopen)
  useEffect(() => {
    latest.current = reopen
  })
  useEffect(() => {
    if (isOpen) hideToast(id)
  }, [isOpen])
  useEffect(() => () => hideToast(id), [])
  return useCallback(
    () =>
      toast({
        id,
        tone: 'info',
        message: t('draft.kept'),
        action: { label: t('draft.goOn'), onAction: () => latest.current() },
      }),
    [t],
  )
}
