import { Button, Popover } from '@mantine/core'
import {
  type Icon,
  IconArchive,
  IconArchiveOff,
  IconTagMinus,
  IconTagPlus,
  IconUserCheck,
  IconX,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { isOwned } from '../../../../shared/entity.ts'
import type { Action } from '../../../../shared/permissions/rights.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { ReferenceInput } from '../fields/kinds/reference.tsx'
import { TagPicker } from '../fields/kinds/tags.tsx'
import type { ShownFields } from '../fields/shownFields.ts'
import { useRights } from '../rights.ts'
import { useRecordActions } from '../useRecordActions.ts'
import styles from './list.module.css'

interface Props {
  kind: AnyKind
  fields: ShownFields
  count: number | undefined
  archived: 'without' | 'only' | 'with'
  /** The chosen rows, read when something is to be done with them. */
  rows: () => Promise<ListRow[]>
  onClear: () => void
}

/** What can be done with the chosen rows. Each says how many it will touch before it does. */
export function BulkBar({ kind, fields, count, archived, rows, onClear }: Props) {
  const { t } = useTranslation('records')
  const format = useFormat()
  const actions = useRecordActions()
  const owner = fields.get('owner')
  const tags = fields.own.find(({ field }) => field.kind === 'tags')
  const common = { kind, rows, onDone: onClear }
  return (
    <div className={styles.bulk} role="toolbar" aria-label={t('bulk.label')}>
      <span className={styles.bulkCount} role="status">
        {t('bulk.selected', { count: count ?? 0, shown: count === undefined ? '…' : format.number(count) })}
      </span>
      {owner && isOwned(kind) && (
        <BulkAction
          {...common}
          icon={IconUserCheck}
          label={t('bulk.assign')}
          action="edit"
          writes="owner"
          picker={(chosen, onChange) => (
            <ReferenceInput
              id="bulk-owner"
              field={owner.field}
              value={chosen[0]}
              onChange={id => onChange(typeof id === 'string' ? [id] : [])}
              isInvalid={false}
              describedBy={undefined}
              autoFocus
            />
          )}
          pickerId="bulk-owner"
          pickerLabel={owner.label}
          run={(keys, [id]) => (id ? actions.assign({ keys }, id) : Promise.resolve(false))}
        />
      )}
      {tags && (
        <>
          <BulkAction
            {...common}
            icon={IconTagPlus}
            label={t('bulk.addTags')}
            action="edit"
            writes={tags.name}
            picker={(chosen, onChange) => <BulkTags kind={tags.field.to ?? ''} held={chosen} onChange={onChange} />}
            pickerId="bulk-tags"
            pickerLabel={tags.label}
            run={(keys, ids) => actions.addTags({ keys }, tags.name, ids)}
          />
          <BulkAction
            {...common}
            icon={IconTagMinus}
            label={t('bulk.removeTags')}
            action="edit"
            writes={tags.name}
            picker={(chosen, onChange) => <BulkTags kind={tags.field.to ?? ''} held={chosen} onChange={onChange} />}
            pickerId="bulk-tags"
            pickerLabel={tags.label}
            run={(keys, ids) => actions.removeTags({ keys }, tags.name, ids)}
          />
        </>
      )}
      {archived !== 'only' && (
        <BulkAction
          {...common}
          icon={IconArchive}
          label={t('actions.archive')}
          action="archive"
          only={row => !row.archived}
          run={keys => actions.archive({ keys })}
        />
      )}
      {archived !== 'without' && (
        <BulkAction
          {...common}
          icon={IconArchiveOff}
          label={t('actions.restore')}
          action="archive"
          only={row => row.archived}
          run={keys => actions.restore({ keys })}
        />
      )}
      <span className={styles.gap} />
      <IconButton label={t('bulk.clear')} icon={IconX} onClick={onClear} />
    </div>
  )
}

function BulkTags({ kind, held, onChange }: { kind: string; held: string[]; onChange: (ids: string[]) => void }) {
  return (
    <TagPicker
      id="bulk-tags"
      kind={kind}
      held={held}
      onChange={onChange}
      isInvalid={false}
      describedBy={undefined}
      autoFocus
      withinPortal={false}
    />
  )
}

interface ActionProps {
  kind: AnyKind
  rows: () => Promise<ListRow[]>
  onDone: () => void
  icon: Icon
  label: string
  action: Action
  /** The field it writes, which a role may hold read-only. */
  writes?: string
  only?: (row: ListRow) => boolean
  picker?: (chosen: string[], onChange: (chosen: string[]) => void) => ReactNode
  pickerId?: string
  pickerLabel?: string
  run: (keys: { kind: string; id: string }[], chosen: string[]) => Promise<boolean>
}

/** A button that opens what it needs to know and how many records it will change, and then does it. */
function BulkAction({
  kind,
  rows,
  onDone,
  icon: Glyph,
  label,
  action,
  writes,
  only,
  picker,
  run,
  ...props
}: ActionProps) {
  const { t } = useTranslation('records')
  const { number } = useFormat()
  const rights = useRights(kind)
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<string[]>([])
  const [isBusy, setBusy] = useState(false)
  const [found, setFound] = useState<{ all: number; keys: { kind: string; id: string }[] }>()

  useEffect(() => {
    if (!isOpen) return
    let isCurrent = true
    void rows().then(all => {
      const keys = all
        .filter(row => (only?.(row) ?? true) && rights.can(action, row))
        .filter(row => writes === undefined || rights.canWrite(writes, row))
        .map(({ id }) => ({ kind: kind.name, id }))
      if (isCurrent) setFound({ all: all.length, keys })
    })
    return () => {
      isCurrent = false
    }
  }, [isOpen, rows, only, rights, action, writes, kind.name])

  const apply = async () => {
    if (!found) return
    setBusy(true)
    const isDone = await run(found.keys, chosen)
    setBusy(false)
    if (!isDone) return
    setOpen(false)
    onDone()
  }
  const left = found ? found.all - found.keys.length : 0
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" trapFocus returnFocus width={320} withinPortal>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Glyph size={16} stroke={1.5} aria-hidden />}
          onClick={() => setOpen(open => !open)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.bulkForm}>
          {picker && (
            <label htmlFor={props.pickerId} className={styles.bulkLabel}>
              {props.pickerLabel}
            </label>
          )}
          {picker?.(chosen, setChosen)}
          <p className={styles.bulkPreview} role="status">
            {found ? t('bulk.willChange', { count: found.keys.length, shown: number(found.keys.length) }) : ''}
            {left > 0 ? ` ${t('bulk.left', { count: left, shown: number(left) })}` : ''}
          </p>
          <Button
            size="sm"
            loading={isBusy}
            disabled={!found || found.keys.length === 0 || (picker !== undefined && chosen.length === 0)}
            onClick={() => void apply()}
          >
            {label}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
