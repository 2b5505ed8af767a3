import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '../../../../shared/errors.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { toast } from '../../ui/toast.tsx'

/** Opens a file in its own program, or keeps it where the person says; what comes of it is said. */
export function useFileActions() {
  const core = useCore()
  const { t } = useTranslation('files')
  const { error } = useErrorText()
  return useMemo(() => {
    const run = async (name: 'files.open' | 'files.save', id: string, title: string): Promise<void> => {
      try {
        const { outcome, url } = await core.call(name, { id })
        if (outcome === 'page' && url) load(url)
        else if (outcome === 'done' && name === 'files.save') toast({ message: t('saved', { name: title }) })
      } catch (thrown) {
        const failed = asAppError(thrown)
        // A download that somebody stopped.
        if (failed.code === 'storage.closed') return
        toast({ message: error(failed.toBody()), tone: failed.code === 'command.refused' ? 'info' : 'problem' })
      }
    }
    const quietly = (name: 'files.pause' | 'files.resume' | 'files.stop' | 'files.drop') => (id: string) =>
      void core
        .call(name, { id })
        .catch(thrown => toast({ message: error(asAppError(thrown).toBody()), tone: 'problem' }))
    return {
      open: (id: string, title: string) => run('files.open', id, title),
      save: (id: string, title: string) => run('files.save', id, title),
      pause: quietly('files.pause'),
      resume: quietly('files.resume'),
      stop: quietly('files.stop'),
      giveUp: quietly('files.drop'),
    }
  }, [core, t, error])
}

/** In the browser shell the browser itself saves what core gives it. */
function load(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  link.click()
}
