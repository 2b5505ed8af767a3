import { Button } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { IconArrowsLeftRight } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '../../../../shared/errors.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCall, useCore, useNameOf, useSyncState } from '../../data/hooks.ts'
import { ThirdValue } from '../../features/sync/ClashValue.tsx'
import { clashOf, type ShownClash } from '../../features/sync/clash.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { toast } from '../../ui/toast.tsx'
import { FieldView } from '../fields/FieldView.tsx'
import type { ShownField } from '../fields/shownFields.ts'
import styles from './clash.module.css'

/** The open clashes of a record that are this person's to settle. */
export function useClashesOf(record: ShownRecord): ShownClash[] {
  const hasAny = (useSyncState()?.clashes ?? 0) > 0 || record.clashes.length > 0
  const { latest } = useCall('clashes.list', hasAny ? {} : skipToken)
  if (!latest) return []
  return latest
    .map(clashOf)
    .filter(clash => clash.isOpen && clash.record.kind === record.kind && clash.record.id === record.id)
}

interface Props {
  clash: ShownClash
  field: ShownField | undefined
}

/** Both values, whose they are, and one click for either. */
export function ClashNotice({ clash, field }: Props) {
  const { t } = useTranslation('records')
  const core = useCore()
  const undo = useUndo()
  const { error } = useErrorText()
  const { relative } = useFormat()
  const nameOf = useNameOf()
  const [isBusy, setBusy] = useState(false)
  const isMounted = useMounted()
  const settle = async (take: 'mine' | 'theirs') => {
    setBusy(true)
    try {
      const { operation } = await core.call('clashes.settle', { id: clash.id, take })
      undo.done(t(take === 'mine' ? 'clash.mineTaken' : 'clash.theirsKept'), operation)
    } catch (thrown) {
      toast({ message: error(asAppError(thrown).toBody()), tone: 'problem' })
    } finally {
      if (isMounted.current) setBusy(false)
    }
  }
  const who = nameOf(clash.theirUser) ?? t('clash.somebody')
  return (
    <section
      id={`clash-${clash.id}`}
      className={styles.clash}
      aria-label={t('clash.label', { field: field?.label ?? clash.field })}
    >
      <p className={styles.clashTitle}>
        <IconArrowsLeftRight size={16} stroke={1.5} aria-hidden />
        {t('clash.says', { name: who, at: clash.theirAt ? relative(clash.theirAt) : '' })}
      </p>
      {field && (
        <dl className={styles.clashValues}>
          <div>
            <dt>{t('clash.mine')}</dt>
            <dd>
              <FieldView field={field.field} value={clash.mine} place="change" />
            </dd>
          </div>
          <div>
            <dt>{t(clash.standing === 'theirs' ? 'clash.theirs' : 'clash.theirValue')}</dt>
            <dd>
              <FieldView field={field.field} value={clash.theirs} place="change" />
            </dd>
          </div>
        </dl>
      )}
      {clash.standing === 'third' && <ThirdValue field={field?.field} value={clash.stands} />}
      <div className={styles.clashButtons}>
        <Button size="compact-sm" disabled={isBusy} onClick={() => void settle('mine')}>
          {t('clash.takeMine')}
        </Button>
        <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => void settle('theirs')}>
          {t('clash.keepTheirs')}
        </Button>
      </div>
    </section>
  )
}

function useMounted() {
  const [state] = useState({ current: true })
  useEffect(() => {
    state.current = true
    return () => {
      state.current = false
    }
  }, [state])
  return state
}
