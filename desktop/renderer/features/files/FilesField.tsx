import { Button } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import { IconPaperclip, IconX } from '@tabler/icons-react'
import { use, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { parentKinds } from '../../../../shared/entity.ts'
import { useCall, useKinds } from '../../data/hooks.ts'
import { FieldRecord } from '../../records/fields/fieldRecord.ts'
import type { InputProps, ViewProps } from '../../records/fields/types.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { iconOfFile } from './fileIcons.ts'
import styles from './files.module.css'
import { useAddFiles } from './useAddFiles.ts'
import { useFileActions } from './useFileActions.ts'
import { useFileDrop } from './useFileDrop.ts'

/** Files that a field holds: how many in a list, each by its name elsewhere. */
export function FilesView({ value, field, place }: ViewProps<string[]>) {
  const { t } = useTranslation('files')
  if (place === 'cell')
    return (
      <span className={styles.linked}>
        <IconPaperclip size={14} stroke={1.5} aria-hidden />
        {t('field.count', { count: value.length })}
      </span>
    )
  return <Names ids={value} kind={field.to ?? ''} isOpenable={place === 'detail'} />
}

function Names({ ids, kind, isOpenable }: { ids: string[]; kind: string; isOpenable: boolean }) {
  const { t } = useTranslation(['files', 'records'])
  const titles = useTitles(kind, ids)
  const actions = useFileActions()
  return (
    <span className={styles.names}>
      {ids.map((id, i) => {
        const title = titles[i]
        if (!title)
          return (
            <span key={id} className={styles.quiet}>
              {t('records:fields.noRight')}
            </span>
          )
        const Glyph = iconOfFile(title)
        return (
          <span key={id} className={styles.linked}>
            <Glyph size={16} stroke={1.5} aria-hidden />
            {isOpenable ? (
              <button
                type="button"
                className={styles.name}
                aria-label={t('files:open', { name: title })}
                onClick={event => {
                  // A click on the field itself edits it.
                  event.stopPropagation()
                  void actions.open(id, title)
                }}
              >
                {title}
              </button>
            ) : (
              title
            )}
          </span>
        )
      })}
    </span>
  )
}

/** A small list: files are added to the record itself, and the field names those that are meant. */
export function FilesInput({ id, field, value, onChange, onBlur, describedBy, autoFocus }: InputProps) {
  const { t } = useTranslation(['files', 'records'])
  const { kind, id: parentId } = use(FieldRecord) ?? {}
  const hangsOn = parentKinds(useKinds().require(field.to ?? ''))
  const parent = kind && parentId && hangsOn.includes(kind) ? { kind, id: parentId } : undefined
  const held = Array.isArray(value) ? value.map(String) : []
  const titles = useTitles(field.to ?? '', held)
  const add = useAddFiles(parent)
  const chooser = useRef<HTMLInputElement>(null)
  const latest = useRef(held)
  latest.current = held
  const take = async (files: File[]) => {
    const added = await add(files)
    if (added.length > 0) onChange([...latest.current, ...added])
  }
  const { isOver, place } = useFileDrop({ isOpen: parent !== undefined, onFiles: files => void take(files) })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same by keyboard
    <div className={styles.field} {...place} data-over={isOver || undefined} onBlur={onBlur}>
      {held.length > 0 && (
        <ul className={styles.fieldRows}>
          {held.map((file, i) => {
            const title = titles[i] ?? t('records:fields.noRight')
            const Glyph = iconOfFile(title)
            return (
              <li key={file} className={styles.fieldRow}>
                <Glyph size={16} stroke={1.5} aria-hidden />
                <span className={styles.name}>{title}</span>
                <IconButton
                  label={t('files:field.remove', { name: title })}
                  icon={IconX}
                  size={24}
                  onClick={() => {
                    const rest = held.filter(other => other !== file)
                    onChange(rest.length === 0 ? undefined : rest)
                  }}
                />
              </li>
            )
          })}
        </ul>
      )}
      <Button
        id={id}
        variant="default"
        size="compact-sm"
        aria-describedby={describedBy}
        autoFocus={autoFocus ?? false}
        disabled={parent === undefined}
        leftSection={<IconPaperclip size={16} stroke={1.5} aria-hidden />}
        onClick={() => chooser.current?.click()}
      >
        {t('files:field.add')}
      </Button>
      {parent === undefined && <span className={styles.quiet}>{t('files:field.later')}</span>}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={t('files:field.add')}
        onChange={event => {
          void take([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}

function useTitles(kind: string, ids: readonly string[]): readonly (string | null)[] {
  const { latest } = useCall('records.titles', ids.length > 0 ? { keys: ids.map(id => ({ kind, id })) } : skipToken)
  return latest ?? []
}
