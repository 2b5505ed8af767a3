import { Combobox, Pill, PillsInput, ScrollArea, useCombobox } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asAppError } from '../../../../../shared/errors.ts'
import type { Choice } from '../../../../../shared/fields.ts'
import { derivedId } from '../../../../../shared/ids.ts'
import { trFold } from '../../../../../shared/text.ts'
import { useCall, useCore, useKinds } from '../../../data/hooks.ts'
import { useErrorText } from '../../../i18n/errorText.ts'
import { toast } from '../../../ui/toast.tsx'
import { useRights } from '../../rights.ts'
import { Chip } from '../Chip.tsx'
import styles from '../fields.module.css'
import type { InputProps, ViewProps } from '../types.ts'

/** More are told by their number alone. */
export const mostInCell = 3

export function TagsView({ value, field, place }: ViewProps<string[]>) {
  const { t } = useTranslation('records')
  const { byId } = useTags(field.to)
  const shown = place === 'cell' ? value.slice(0, mostInCell) : value
  return (
    <span className={styles.chips}>
      {shown.map(id => {
        const tag = byId.get(id)
        return (
          <Chip key={id} color={tag?.color}>
            {tag?.title ?? t('fields.noRight')}
          </Chip>
        )
      })}
      {shown.length < value.length && <span className={styles.quiet}>+{value.length - shown.length}</span>}
    </span>
  )
}

export function TagsInput({ field, value, onChange, ...props }: InputProps) {
  const held = Array.isArray(value) ? value.map(String) : []
  return (
    <TagPicker
      {...props}
      kind={field.to ?? ''}
      held={held}
      onChange={next => onChange(next.length === 0 ? undefined : next)}
    />
  )
}

interface PickerProps extends Pick<InputProps, 'id' | 'onBlur' | 'isInvalid' | 'describedBy' | 'autoFocus'> {
  kind: string
  held: string[]
  onChange: (ids: string[]) => void
  label?: string
  /** Not where something floats already. */
  withinPortal?: boolean
}

/** Chosen tags, and below them those that fit what is typed; a new word becomes a tag, the same one on every desktop. */
export function TagPicker({
  id,
  kind,
  held,
  onChange,
  onBlur,
  isInvalid,
  describedBy,
  autoFocus,
  label,
  withinPortal = true,
}: PickerProps) {
  const { t } = useTranslation('records')
  const core = useCore()
  const { error } = useErrorText()
  const { all, byId } = useTags(kind)
  const definition = useKinds().require(kind)
  const mayCreate = useRights(definition).canCreate()
  const [typed, setTyped] = useState('')
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() })
  const folded = trFold(typed.trim())
  const fitting = all.filter(tag => !tag.archived && !held.includes(tag.id) && trFold(tag.title).includes(folded))
  const isNew = folded !== '' && !all.some(tag => trFold(tag.title) === folded)

  const create = async () => {
    const name = typed.trim().replace(/\s+/g, ' ')
    const made = derivedId(kind, name)
    try {
      await core.call('records.save', { kind, id: made, create: true, set: { name: { value: name } } })
    } catch (thrown) {
      const failed = asAppError(thrown)
      // Somebody made the same word since: it has the same id, and is simply taken.
      if (failed.code !== 'record.exists') return toast({ message: error(failed.toBody()), tone: 'problem' })
    }
    onChange([...held, made])
    setTyped('')
  }
  const choose = (chosen: string) => {
    // The next Enter is not meant for whatever now stands first.
    box.resetSelectedOption()
    if (chosen === newOption) return void create()
    onChange([...held, chosen])
    setTyped('')
  }

  return (
    <Combobox store={box} onOptionSubmit={choose} withinPortal={withinPortal}>
      <Combobox.DropdownTarget>
        <PillsInput id={id} size="sm" error={isInvalid} onClick={() => box.openDropdown()}>
          <Pill.Group>
            {held.map(tagId => (
              <Pill
                key={tagId}
                withRemoveButton
                removeButtonProps={{ 'aria-label': t('fields.removeTag', { tag: byId.get(tagId)?.title ?? '' }) }}
                onRemove={() => onChange(held.filter(other => other !== tagId))}
              >
                {byId.get(tagId)?.title ?? t('fields.noRight')}
              </Pill>
            ))}
            <Combobox.EventsTarget withExpandedAttribute>
              <PillsInput.Field
                id={id}
                value={typed}
                aria-describedby={describedBy}
                aria-label={label}
                autoFocus={autoFocus}
                placeholder={held.length === 0 ? t('fields.addTag') : ''}
                onFocus={() => box.openDropdown()}
                onBlur={() => {
                  box.closeDropdown()
                  onBlur?.()
                }}
                onChange={event => {
                  setTyped(event.currentTarget.value)
                  box.openDropdown()
                  box.selectFirstOption()
                }}
                onKeyDown={event => {
                  if (event.key !== 'Backspace' || typed !== '' || held.length === 0) return
                  event.preventDefault()
                  onChange(held.slice(0, -1))
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown>
        <ScrollArea.Autosize mah={260} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Combobox.Options aria-label={t('fields.tagOptions')}>
            {fitting.slice(0, 60).map(tag => (
              <Combobox.Option key={tag.id} value={tag.id}>
                <Chip color={tag.color}>{tag.title}</Chip>
              </Combobox.Option>
            ))}
            {isNew && mayCreate && (
              <Combobox.Option value={newOption}>
                <span className={styles.withIcon}>
                  <IconPlus size={16} stroke={1.5} aria-hidden />
                  {t('fields.createTag', { tag: typed.trim() })}
                </span>
              </Combobox.Option>
            )}
            {fitting.length === 0 && !(isNew && mayCreate) && (
              <Combobox.Empty>{t('fields.nothingFound')}</Combobox.Empty>
            )}
          </Combobox.Options>
        </ScrollArea.Autosize>
      </Combobox.Dropdown>
    </Combobox>
  )
}

const newOption = '+'

interface Tag {
  id: string
  title: string
  color: Choice['color']
  archived: boolean
}

/** All tags of the company with their colours. */
export function useTags(kind: string | undefined): { all: Tag[]; byId: ReadonlyMap<string, Tag> } {
  const { latest } = useCall('records.all', { kind: kind ?? 'tag' })
  return useMemo(() => {
    const all = (latest ?? []).map(({ id, title, archived, values }) => ({
      id,
      title,
      archived,
      color: values['color'] as Choice['color'],
    }))
    return { all, byId: new Map(all.map(tag => [tag.id, tag])) }
  }, [latest])
}
