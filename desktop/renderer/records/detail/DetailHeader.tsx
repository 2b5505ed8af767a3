import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import {
  IconArchive,
  IconArchiveOff,
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconClock,
  IconLink,
  IconPencil,
  IconPhonePlus,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { iconOfKind } from '../../app/kindIcons.ts'
import { go } from '../../app/navigation.ts'
import { linkOf, type RouteParams, toEdit, toRecord } from '../../app/route.ts'
import { useNameOf, useViewer } from '../../data/hooks.ts'
import { FavouriteStar } from '../../features/favourites/FavouriteStar.tsx'
import { slotsOf } from '../../features/recordSlots.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Chip } from '../fields/Chip.tsx'
import { FieldView } from '../fields/FieldView.tsx'
import { fieldValue } from '../fields/recordValue.ts'
import { useFields } from '../fields/shownFields.ts'
import { listParams } from '../list/listParams.ts'
import { useRights } from '../rights.ts'
import { useEscape } from '../useEscape.ts'
import { useRecordActions } from '../useRecordActions.ts'
import styles from './detail.module.css'
import { headlineOf } from './headline.ts'
import { MoreMenu } from './MoreMenu.tsx'
import { ParentLink } from './ParentLink.tsx'
import { Presence } from './Presence.tsx'

interface Props {
  kind: AnyKind
  record: ShownRecord
  isPage: boolean
  params: RouteParams
  onClose: () => void
  /** Opens the note on a call; absent where the kind has none. */
  onNote?: (() => void) | undefined
}

/** What the record is, in a glance, and what can be done with it. */
export function DetailHeader({ kind, record, isPage, params, onClose, onNote }: Props) {
  const { t } = useTranslation(['records', 'app', 'detail'])
  const fields = useFields(kind)
  const rights = useRights(kind)
  const actions = useRecordActions()
  const { commands: Commands } = slotsOf(kind.name)
  const { copied, copy } = useClipboard({ timeout: 2000 })
  const Glyph = iconOfKind(kind.name)
  const { states, facts, tags } = headlineOf(kind, fields)
  // What one is only about is told by its own overview.
  const parent = kind.parents && record.parent
  const canEdit = rights.can('edit', record)
  const canArchive = rights.can('archive', record)
  const done = { keys: [{ kind: kind.name, id: record.id }], title: record.title }
  const edit = () => go(toEdit(kind.name, record.id, listParams(params)))
  useShortcuts([...(canEdit ? [{ key: 'e', run: edit }] : []), ...(onNote ? [{ key: 'c', run: onNote }] : [])])
  useEscape(onClose)
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <span className={styles.kindIcon} aria-hidden>
          <Glyph size={18} stroke={1.5} />
        </span>
        <h2 className={styles.title}>{record.title || t('records:list.untitled')}</h2>
        <Presence record={record} />
        <FavouriteStar record={record} />
        <IconButton
          label={copied ? t('app:actions.linkCopied') : t('app:actions.copyLink')}
          icon={IconLink}
          color={copied ? 'teal' : 'gray'}
          onClick={() => copy(linkOf(toRecord(kind.name, record.id)))}
        />
        <MoreMenu kind={kind} record={record} />
        <IconButton
          label={isPage ? t('records:detail.asPanel') : t('records:detail.asPage')}
          icon={isPage ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal}
          onClick={() => go(toRecord(kind.name, record.id, { page: !isPage, params }), { replace: true })}
        />
        <IconButton label={t('records:detail.close')} icon={IconX} keys={t('app:help.keys.esc')} onClick={onClose} />
      </div>
      <div className={styles.marks}>
        {states.map(({ name, field, label }) => (
          <span key={name} title={label}>
            <FieldView field={field} value={fieldValue(record, name)} place="cell" />
          </span>
        ))}
        {record.archived && <Chip>{t('records:archived.is')}</Chip>}
        {record.waiting && (
          <span className={styles.waiting} title={t('records:waiting.hint')}>
            <IconClock size={14} stroke={1.5} aria-hidden />
            {t('records:waiting.label')}
          </span>
        )}
        {tags && <FieldView field={tags.field} value={fieldValue(record, tags.name)} place="change" />}
      </div>
      {(parent || facts.some(({ name }) => fieldValue(record, name) !== undefined)) && (
        <dl className={styles.facts}>
          {parent && (
            <div className={styles.fact}>
              <dt>{t('app:fields.parent')}</dt>
              <dd>
                <ParentLink parent={parent} />
              </dd>
            </div>
          )}
          {facts.map(({ name, field, label }) => {
            const value = fieldValue(record, name)
            if (value === undefined) return null
            return (
              <div key={name} className={styles.fact}>
                <dt>{label}</dt>
                <dd>
                  <FieldView field={field} value={value} place="head" />
                </dd>
              </div>
            )
          })}
        </dl>
      )}
      <div className={styles.actions}>
        {onNote && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPhonePlus size={16} stroke={1.5} aria-hidden />}
            onClick={onNote}
          >
            {t('detail:note.open')}
          </Button>
        )}
        {Commands && <Commands record={record} />}
        {canEdit && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPencil size={16} stroke={1.5} aria-hidden />}
            onClick={edit}
          >
            {t('records:actions.edit')}
          </Button>
        )}
        {canArchive && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={
              record.archived ? (
                <IconArchiveOff size={16} stroke={1.5} aria-hidden />
              ) : (
                <IconArchive size={16} stroke={1.5} aria-hidden />
              )
            }
            onClick={() => void (record.archived ? actions.restore(done) : actions.archive(done))}
          >
            {record.archived ? t('records:actions.restore') : t('records:actions.archive')}
          </Button>
        )}
        {!canEdit && <ReadOnly record={record} />}
      </div>
    </header>
  )
}

/** That the record cannot be changed, and who could. */
function ReadOnly({ record: { owner } }: { record: ShownRecord }) {
  const { t } = useTranslation('records')
  const viewer = useViewer()
  const name = useNameOf()(owner)
  const ask = name && owner !== viewer?.user ? t('detail.askOwner', { name }) : t('detail.askAdmin')
  return (
    <span className={styles.quiet}>
      {t('detail.readOnly')} {ask}
    </span>
  )
}
