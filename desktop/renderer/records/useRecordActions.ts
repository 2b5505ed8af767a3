import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '../../../shared/errors.ts'
import type { RecordKey } from '../../../shared/record.ts'
import type { ArgsOf } from '../../core/api/functions.ts'
import { useUndo } from '../app/operations/useUndo.ts'
import { useCore } from '../data/hooks.ts'
import { useErrorText } from '../i18n/errorText.ts'
import { toast } from '../ui/toast.tsx'

type Change = Omit<ArgsOf<'records.change'>, 'keys' | 'label'>
interface Done {
  keys: RecordKey[]
  /** Said afterwards, where there is one record. */
  title?: string
}

/** Changes that need no form: at once, with "Geri al" beside what is said, and no question before. */
export function useRecordActions() {
  const core = useCore()
  const undo = useUndo()
  const { error } = useErrorText()
  const { t } = useTranslation('records')
  return useMemo(() => {
    const change = async (
      label: 'archive' | 'restore' | 'assign' | 'tag',
      done: Done,
      what: Change,
    ): Promise<boolean> => {
      try {
        const { operation } = await core.call('records.change', { label, keys: done.keys, ...what })
        const count = done.keys.length
        undo.done(
          t(`done.${label}`, { title: done.title ?? '', count, context: done.title ? 'one' : 'many' }),
          operation,
        )
        return true
      } catch (thrown) {
        toast({ message: error(asAppError(thrown).toBody()), tone: 'problem' })
        return false
      }
    }
    return {
      archive: (done: Done) => change('archive', done, { set: { archived: true } }),
      restore: (done: Done) => change('restore', done, { set: { archived: false } }),
      assign: (done: Done, owner: string) => change('assign', done, { set: { owner } }),
      addTags: (done: Done, field: string, ids: string[]) => change('tag', done, { add: { [field]: ids } }),
      removeTags: (done: Done, field: string, ids: string[]) => change('tag', done, { remove: { [field]: ids } }),
    }
  }, [core, undo, error, t])
}
