import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconChevronDown, IconChevronUp, IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { ruleProblem, type StageRule } from '../../../../shared/rules/stageRules.ts'
import { useKinds } from '../../data/hooks.ts'
import { GripIcon } from '../../ui/GripIcon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { RuleSentence } from './RuleSentence.tsx'
import styles from './stages.module.css'

interface Props {
  kind: AnyKind
  /** Undefined: what is held is no rule that this version reads. */
  rule: StageRule | undefined
  /** How many records it will move tonight, in words. */
  tonight: string | undefined
  /** Counted from 1. */
  place: number
  isLast: boolean
  onEdit: () => void
  /** `control`: what was pressed, to find it again at the new place. */
  onMove: (step: -1 | 1, control: string) => void
  onRemove: () => void
}

/** One rule: pressed to change it, dragged or moved by Alt and the arrows. One that does nothing says why. */
export function RuleLine({ kind, rule, tonight, place, isLast, onEdit, onMove, onRemove }: Props) {
  const { t } = useTranslation('stages')
  const kinds = useKinds()
  const problem = rule ? ruleProblem(kinds, kind, rule) : 'unreadable'
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1, 'open')
  }
  return (
    <div className={styles.line} data-broken={problem !== undefined || undefined}>
      <GripIcon />
      <UnstyledButton
        data-control="open"
        className={styles.open}
        onClick={onEdit}
        onKeyDown={onKeyDown}
        disabled={!rule}
      >
        {rule ? <RuleSentence kind={kind} rule={rule} /> : <span className={styles.sentence}>{t('unreadable')}</span>}
        {!problem && tonight && <span className={styles.tonight}>{tonight}</span>}
        {problem && (
          <span className={styles.problem}>
            <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
            {t(`problem.${problem}`)}
          </span>
        )}
      </UnstyledButton>
      <IconButton
        label={t('up', { place })}
        icon={IconChevronUp}
        disabled={place === 1}
        data-control="up"
        onClick={() => onMove(-1, 'up')}
      />
      <IconButton
        label={t('down', { place })}
        icon={IconChevronDown}
        disabled={isLast}
        data-control="down"
        onClick={() => onMove(1, 'down')}
      />
      <IconButton label={t('remove', { place })} icon={IconTrash} onClick={onRemove} />
    </div>
  )
}
