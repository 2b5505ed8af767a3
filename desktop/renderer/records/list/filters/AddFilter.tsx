import { Button, Combobox, ScrollArea, useCombobox } from '@mantine/core'
import { IconFilterPlus, IconParentheses, IconPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../../shared/entity.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import type { ShownField } from '../../fields/shownFields.ts'
import { filterFields } from '../filterFields.ts'
import { fitsWords } from '../fitsWords.ts'
import styles from './filters.module.css'
import type { FieldsWithParents } from './withParents.ts'

interface Props {
  kind: AnyKind
  fields: FieldsWithParents
  onAdd: (field: ShownField) => void
  /** Absent where groups are as deep as they may be. */
  onGroup?: (() => void) | undefined
  /** What adding a group is called. */
  newGroup: string
  /** Absent within a group: the archive is no field. */
  onArchived?: (archived: 'only' | 'with') => void
  hasArchived?: boolean
  /** The small form within a group, and what it is called there. */
  isWithin?: string
  isOpenAtFirst?: boolean
  /** Closed without a choice. */
  onNothing?: () => void
}

const archives = ['only', 'with'] as const
const groupValue = '?group'

/** Every field that can be filtered by, those of the record it hangs on too, found by typing; the usual ones first. */
export function AddFilter({
  kind,
  fields,
  onAdd,
  onGroup,
  newGroup,
  onArchived,
  hasArchived,
  isWithin,
  ...rest
}: Props) {
  const { t } = useTranslation('records')
  const { t: say } = useTranslation('lists')
  const [typed, setTyped] = useState('')
  const hasChosen = useRef(false)
  const box = useCombobox({
    onDropdownOpen: () => {
      hasChosen.current = false
      box.focusSearchInput()
    },
    onDropdownClose: () => {
      box.resetSelectedOption()
      setTyped('')
      if (!hasChosen.current) rest.onNothing?.()
    },
  })
  const opensNow = useRef(rest.isOpenAtFirst === true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it appears
  useEffect(() => {
    if (opensNow.current) box.openDropdown()
    opensNow.current = false
  }, [])
  const { first, others } = filterFields(kind, fields)
  const fits = fitsWords(typed)
  const groups = [
    { label: t('filters.usual'), items: first },
    { label: t('filters.others'), items: others },
    ...fields.parents.map(parent => ({ label: say('filters.ofParent', { kind: parent.label }), items: parent.fields })),
  ]
    .map(({ label, items }) => ({ label, items: items.filter(item => fits(item.label)) }))
    .filter(({ items }) => items.length > 0)
  const archive = onArchived && !hasArchived ? archives.filter(choice => fits(t(`archived.${choice}`))) : []
  const hasGroup = onGroup !== undefined && fits(newGroup)
  const submit = (value: string) => {
    hasChosen.current = true
    box.closeDropdown()
    if (value === groupValue) return onGroup?.()
    const archived = archives.find(choice => value === `?${choice}`)
    if (archived) return onArchived?.(archived)
    const field = fields.get(value)
    if (field) onAdd(field)
  }
  const state = {
    'aria-expanded': box.dropdownOpened,
    'aria-haspopup': 'listbox',
    onClick: () => box.toggleDropdown(),
  } as const
  return (
    <Combobox store={box} onOptionSubmit={submit} width={280} position="bottom-start" withinPortal={false}>
      <Combobox.Target withAriaAttributes={false}>
        {isWithin ? (
          <IconButton label={isWithin} icon={IconPlus} size={22} {...state} />
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            color="gray"
            leftSection={<IconFilterPlus size={16} stroke={1.5} aria-hidden />}
            {...state}
          >
            {t('filters.add')}
          </Button>
        )}
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={typed}
          onChange={event => {
            setTyped(event.currentTarget.value)
            box.selectFirstOption()
          }}
          placeholder={t('filters.searchField')}
          aria-label={t('filters.searchField')}
        />
        <ScrollArea.Autosize mah={340} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Combobox.Options aria-label={t('filters.add')}>
            {hasGroup && (
              <Combobox.Option value={groupValue}>
                <span className={styles.groupOption}>
                  <IconParentheses size={16} stroke={1.5} aria-hidden />
                  {newGroup}
                </span>
              </Combobox.Option>
            )}
            {groups.map(({ label, items }) => (
              <Combobox.Group key={label} label={label}>
                {items.map(item => (
                  <Combobox.Option key={item.name} value={item.name}>
                    {item.label}
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ))}
            {archive.length > 0 && (
              <Combobox.Group label={t('filters.archive')}>
                {archive.map(choice => (
                  <Combobox.Option key={choice} value={`?${choice}`}>
                    {t(`archived.${choice}`)}
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            )}
            {groups.length === 0 && archive.length === 0 && !hasGroup && (
              <Combobox.Empty>{t('fields.nothingFound')}</Combobox.Empty>
            )}
          </Combobox.Options>
        </ScrollArea.Autosize>
      </Combobox.Dropdown>
    </Combobox>
  )
}
