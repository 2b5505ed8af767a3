import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { AppError, asAppError } from '../../../../shared/errors.ts'
import type { RecordKey } from '../../../../shared/record.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { toast } from '../../ui/toast.tsx'
import { addFile } from './addFile.ts'

/** Adds files to a record, one after the other; goes on when its screen is left. Gives the ids of those that were added. */
export function useAddFiles(parent: RecordKey | undefined): (files: readonly File[]) => Promise<string[]> {
  const core = useCore()
  const undo = useUndo()
  const { t } = useTranslation('files')
  const { error } = useErrorText()
  const { dateTime } = useFormat()
  return useCallback(
    async files => {
      if (!parent) return []
      const added: { id: string; operation: string; name: string }[] = []
      for (const file of files) {
        // A pasted picture is called image.png, each of them.
        const isPasted = /^image\.png$/i.test(file.name)
        const name = isPasted ? `${t('pasted', { at: dateTime(new Date().toISOString()) })}.png` : file.name
        try {
          added.push({ ...(await addFile(core, parent, renamed(file, name))), name })
        } catch (thrown) {
          // The browser's own errors are about a file that cannot be read; a folder is one of them.
          const isUnread = thrown instanceof DOMException
          const known = isUnread ? new AppError('content.damaged') : asAppError(thrown)
          // Whoever gave it up needs no word about it.
          if (known.code === 'record.notFound') continue
          toast({ message: isUnread ? t('folder') : error(known.toBody()), tone: 'problem' })
        }
      }
      const [first] = added
      if (first) undo.done(t('added', { count: added.length, name: first.name }), first.operation)
      return added.map(({ id }) => id)
    },
    [core, parent, undo, t, error, dateTime],
  )
}

const renamed = (file: File, name: string) => ({ name, size: file.size, slice: file.slice.bind(file) })
