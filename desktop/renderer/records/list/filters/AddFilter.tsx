import { Button, Combobox, ScrollArea, useCombobox } from '@mantine/core'
import { IconFilterPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../../shared/entity.ts'
import { trFold } from '../../../../../shared/text.ts'
import type { ShownField, ShownFields } from '../../fields/shownFields.ts'
import { filterFields } from '../filterFields.ts'

interface Props {
  kind: AnyKind
  fields: ShownFields
  hasArchived: boolean
  onAdd: (field: ShownField) => void
  onArchived: (archived: 'only' | 'with') => void
}

/** Every field that can be filtered by, found by typing; the usual ones first. */
export function AddFilter({ kind, fields, hasArchived, onAdd, onArchived }: Props) {
  const { t } = useTranslation('records')
  const [typed, setTyped] = useState('')
  const box = useCombobox({
    onDropdownOpen: () => box.focusSearchInput(),
    onDropdownClose: () => {
      box.resetSelectedOption()
      setTyped('')
    },
  })
  const { first, others } = filterFields(kind, fields)
  const folded = trFold(typed.trim())
  const fits = (label: string) => trFold(label).includes(folded)
  const groups = [
    { label: t('filters.usual'), items: first.filter(({ label }) => fits(label)) },
    { label: t('filters.others'), items: others.filter(({ label }) => fits(label)) },
  ].filter(({ items }) => items.length > 0)
  const archive = (['only', 'with'] as const).filter(choice => fits(t(`archived.${choice}`)) && !hasArchived)
  const submit = (value: string) => {
    box.closeDropdown()
    if (value === '?only' || value === '?with') return onArchived(value === '?only' ? 'only' : 'with')
    const field = fields.get(value)
    if (field) onAdd(field)
  }
  return (
    <Combobox store={box} onOptionSubmit={submit} width={260} position="bottom-start" withinPortal={false}>
      <Combobox.Target withAriaAttributes={false}>
        <Button
          variant="subtle"
          size="compact-sm"
          color="gray"
          leftSection={<IconFilterPlus size={16} stroke={1.5} aria-hidden />}
          aria-expanded={box.dropdownOpened}
          aria-haspopup="listbox"
          onClick={() => box.toggleDropdown()}
        >
          {t('filters.add')}
        </Button>
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
            {groups.length === 0 && archive.length === 0 && <Combobox.Empty>{t('fields.nothingFound')}</Combobox.Empty>}
          </Combobox.Options>
        </ScrollArea.Autosize>
      </Combobox.Dropdown>
    </Combobox>
  )
}
