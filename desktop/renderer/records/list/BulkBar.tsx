import { Button, createScopedKeydownHandler } from '@mantine/core'
import { type Icon, IconArchive, IconArchiveOff, IconPencil, IconTag, IconUserCheck, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isOwned } from '../../../../shared/entity.ts'
import { rightsOf } from '../../../../shared/permissions/viewer.ts'
import type { RecordsOf } from '../../../core/api/operations.ts'
import { useViewer } from '../../data/hooks.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { staysBelowToasts } from '../../ui/toastRoom.ts'
import { BulkDialog, type BulkIntent } from '../bulk/BulkDialog.tsx'
import type { ShownFields } from '../fields/shownFields.ts'
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
      {intents.map(name => {
        const Glyph = icons[name]
        return (
          <Button
            key={name}
            variant="default"
            size="compact-sm"
            leftSection={<Glyph size={16} stroke={1.5} aria-hidden />}
            onClick={() => setIntent(name)}
            onKeyDown={onArrows}
          >
            {t(`actions.${name}`)}
          </Button>
        )
      })}
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

/** Whoever worked in the bar, or in its dialog, goes on in the list when both are gone. */
function focusListWhereLost() {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('[role=grid]')?.focus()
  })
}

/** What this person's role may do with at least some records of the kind. */
function useIntents(kind: AnyKind, fields: ShownFields, archived: Props['archived']): BulkIntent[] {
  const viewer = useViewer()
  const rights = useRights(kind)
  if (!viewer) return []
  const { edit, archive } = rightsOf(viewer, kind.name)
  const tags = fields.own.find(({ field }) => field.kind === 'tags')
  return [
    ...(edit !== 'none' ? (['edit'] as const) : []),
    ...(edit !== 'none' && isOwned(kind) && rights.canWrite('owner') ? (['assign'] as const) : []),
    ...(edit !== 'none' && tags && rights.canWrite(tags.name) ? (['tag'] as const) : []),
    ...(archive !== 'none' && archived !== 'only' ? (['archive'] as const) : []),
    ...(archive !== 'none' && archived !== 'without' ? (['restore'] as const) : []),
  ]
}
