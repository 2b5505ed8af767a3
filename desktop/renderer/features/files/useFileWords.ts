import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '../../../core/api/files.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { secondsLeft } from './fileWords.ts'

/** Sizes and transfers in the reader's words. */
export function useFileWords() {
  const { t } = useTranslation('files')
  const { bytes: size } = useFormat()
  const { error } = useErrorText()
  return useMemo(() => {
    const left = (transfer: Transfer): string | undefined => {
      const seconds = secondsLeft(transfer)
      if (seconds === undefined) return undefined
      const time = seconds < 90 ? t('seconds', { count: seconds }) : t('minutes', { count: Math.round(seconds / 60) })
      return t('left', { time })
    }
    return {
      size,
      /** What happens with it now. */
      state(transfer: Transfer, isOnline: boolean): string {
        const { state, direction } = transfer
        if (state === 'running') return t(direction === 'up' ? 'states.runningUp' : 'states.runningDown')
        if (state === 'waiting') return t(isOnline ? 'states.waitingTurn' : 'states.waitingUp')
        return t(`states.${state}`)
      },
      /** Why it does not go on. */
      reason({ error: found }: Transfer): string | undefined {
        if (!found) return undefined
        return found.params?.['reason'] === 'storage.full' ? t('states.serverFull') : error(found)
      },
      /** Amount, rate, time left. */
      figures(transfer: Transfer): string {
        const amount = t('amount', { done: size(transfer.done), total: size(transfer.size) })
        const rate = transfer.perSecond > 0 ? t('rate', { rate: size(transfer.perSecond) }) : undefined
        const isMoving = transfer.state === 'running' || transfer.state === 'copying'
        return [amount, ...(isMoving ? [rate, left(transfer)] : [])].filter(Boolean).join(' · ')
      },
    }
  }, [t, size, error])
}
