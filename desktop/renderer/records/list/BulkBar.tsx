import { Button, createScopedKeydownHandler } from '@mantine/core'
import { type Icon, IconArchive, IconArchiveOff, IconPencil, IconTag, IconUserCheck, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isOwned } from '../../../../shared/entity.ts'
import type { AppError } from '../../../../shared/errors.ts'
import { rightsOf } from '../../../../shared/permissions/viewer.ts'
import type { RecordsOf } from '../../../core/api/operations.ts'
import { useViewer } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { staysBelowToasts } from '../../ui/toastRoom.ts'
import { useHint } from '../../ui/useHint.tsx'
import { BulkDialog, type BulkIntent } from '../bulk/BulkDialog.tsx'
import type { ShownFields } from '../fields/shownFields.ts'
import { useGiving } from '../fields/useGiving.ts'
import { useRights } from '../rights.ts'
import styles from './list.module.css'

interface Props {
  kind: AnyKind
  fields: ShownFields
  count: number | undefined
  archived: 'without' | 'only' | 'with'
  /** The chosen records, by id or as the list's own question. */
  of: RecordsOf
  onClear: () => void
}

const icons: Record<BulkIntent, Icon> = {
  edit: IconPencil,
  assign: IconUserCheck,
  tag: IconTag,
  archive: IconArchive,
  restore: IconArchiveOff,
}

/** Left and right lead along the bar, as in any toolbar. */
const onArrows = createScopedKeydownHandler({
  parentSelector: '[role=toolbar]',
  siblingSelector: 'button',
  orientation: 'horizontal',
  activateOnFocus: false,
  loop: true,
})

/** What can be done with the chosen records. Each shows what it would do before it does it. */
export function BulkBar({ kind, fields, count, archived, of, onClear }: Props) {
  const { t } = useTranslation('bulk')
  const format = useFormat()
  const [intent, setIntent] = useState<BulkIntent>()
  const intents = useIntents(kind, fields, archived)
  const bar = useRef<HTMLDivElement>(null)
  // Behind a whole list, Tab alone would be a long way.
  useShortcuts([{ key: 'b', run: () => bar.current?.querySelector('button')?.focus() }])
  useEffect(() => staysBelowToasts(bar.current), [])
  useEffect(() => focusListWhereLost, [])
  return (
    <div ref={bar} className={styles.bulk} role="toolbar" aria-label={t('label')}>
      <span className={styles.bulkCount} role="status">
        {t('selected', { count: count ?? 0, shown: count === undefined ? '…' : format.number(count) })}
      </span>
      {intents.map(({ name, refusal }) => (
        <IntentButton key={name} name={name} refusal={refusal} onChoose={() => setIntent(name)} />
      ))}
      <span className={styles.gap} />
      <IconButton label={t('actions.clear')} icon={IconX} onClick={onClear} />
      {intent && (
        <BulkDialog
          kind={kind}
          fields={fields}
          intent={intent}
          of={of}
          onClose={() => setIntent(undefined)}
          onBegun={() => {
            setIntent(undefined)
            onClear()
          }}
        />
      )}
    </div>
  )
}

interface IntentProps extends Intent {
  onChoose: () => void
}

/** What nobody of this role could do to any record stays in sight and says why. */
function IntentButton({ name, refusal, onChoose }: IntentProps) {
  const { t } = useTranslation('bulk')
  const { error } = useErrorText()
  const button = useRef<HTMLButtonElement>(null)
  const why = refusal && error(refusal.toBody())
  const hint = useHint(button, why ?? '')
  const Glyph = icons[name]
  return (
    <>
      <Button
        ref={button}
        variant="default"
        size="compact-sm"
        leftSection={<Glyph size={16} stroke={1.5} aria-hidden />}
        {...(why ? { 'aria-disabled': true, 'aria-description': why, ...hint.eventsWith({}) } : {})}
        data-disabled={why !== undefined || undefined}
        onClick={() => why === undefined && onChoose()}
        onKeyDown={onArrows}
      >
        {t(`actions.${name}`)}
      </Button>
      {why !== undefined && hint.tooltip}
    </>
  )
}

/** Whoever worked in the bar, or in its dialog, goes on in the list when both are gone. */
function focusListWhereLost() {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('[role=grid]')?.focus()
  })
}

interface Intent {
  name: BulkIntent
  refusal?: AppError | undefined
}

/** What this person's role may do with at least some records of the kind. */
function useIntents(kind: AnyKind, fields: ShownFields, archived: Props['archived']): Intent[] {
  const giving = useGiving(kind)
  const viewer = useViewer()
  const rights = useRights(kind)
  if (!viewer) return []
  const { edit, archive } = rightsOf(viewer, kind.name)
  const tags = fields.own.find(({ field }) => field.kind === 'tags')
  const is: Record<BulkIntent, boolean> = {
    edit: edit !== 'none',
    assign: edit !== 'none' && isOwned(kind) && rights.canWrite('owner'),
    tag: edit !== 'none' && tags !== undefined && rights.canWrite(tags.name),
    archive: archive !== 'none' && archived !== 'only',
    restore: archive !== 'none' && archived !== 'without',
  }
  const names = (Object.keys(icons) as BulkIntent[]).filter(name => is[name])
  return names.map(name => (name === 'assign' ? { name, refusal: giving?.refusal } : { name }))
}
