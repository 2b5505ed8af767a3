import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../data/hooks.ts'
import { toast } from '../../ui/toast.tsx'

/** Closes Pergel, installs what is ready and opens it again. Drafts and what waits are on the disk by then. */
export function RestartButton({ isLarge = false }: { isLarge?: boolean }) {
  const { t } = useTranslation('updates')
  const [restart, { isBusy }] = useAction('updates.restart')
  const run = async () => {
    const { ok } = await restart({})
    if (!ok) toast({ id: 'updates', tone: 'problem', message: t('notPossible') })
  }
  return (
    <Button {...(isLarge ? {} : { size: 'compact-sm' })} loading={isBusy} onClick={() => void run()}>
      {t('restart')}
    </Button>
  )
}
