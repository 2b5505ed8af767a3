import { useTranslation } from 'react-i18next'
import type { UpdateState } from '../../../core/api/updates.ts'
import { useFormat } from '../../i18n/format.ts'
import { megabytes } from './noticeOf.ts'

/** What somebody whose version is too old has to do; undefined where Pergel cannot do it for them. */
export function useUpdateSteps(state: UpdateState | undefined): string | undefined {
  const { t } = useTranslation('updates')
  const { number } = useFormat()
  if (state?.state === 'ready') return t('steps.ready')
  if (state?.state !== 'loading') return undefined
  return t('steps.loading', { done: number(megabytes(state.done)), total: number(megabytes(state.total)) })
}
