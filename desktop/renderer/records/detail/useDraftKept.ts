import { useCallback, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { hideToast, toast } from '../../ui/toast.tsx'

/** Says that what was typed is kept as a draft, with the way back to it until it is gone, or the place is. */
export function useDraftKept({ isOpen, reopen }: { isOpen: boolean; reopen: () => void }): () => void {
  const { t } = useTranslation('detail')
  const id = useId()
  const latest = useRef(reopen)
  useEffect(() => {
    latest.current = reopen
  })
  useEffect(() => {
    if (isOpen) hideToast(id)
  }, [isOpen, id])
  useEffect(() => () => hideToast(id), [id])
  return useCallback(
    () =>
      toast({
        id,
        tone: 'info',
        message: t('draft.kept'),
        action: { label: t('draft.goOn'), onAction: () => latest.current() },
      }),
    [t, id],
  )
}
