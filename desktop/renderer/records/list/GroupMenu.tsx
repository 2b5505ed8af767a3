import { Button, Combobox, ScrollArea, useCombobox } from '@mantine/core'
import { IconCheck, IconStack2 } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownField } from '../fields/shownFields.ts'
import { fitsWords } from './fitsWords.ts'
import styles from './list.module.css'

interface Props {
  fields: readonly ShownField[]
  groupBy: ShownField | undefined
  onGroup: (field: string | undefined) => void
}

/** What the list is grouped by, and every field that it could be. */
export function GroupMenu({ fields, groupBy, onGroup }: Props) {
  const { t } = useTranslation('lists')
  const [typed, setTyped] = useState('')
  const box = useCombobox({
    onDropdownOpen: () => box.focusSearchInput(),
    onDropdownClose: () => {
      box.resetSelectedOption()
      setTyped('')
    },
  })
  const fits = fitsWords(typed)
  const found = fields.filter(({ label }) => fits(label))
  return (
    <Combobox
      store={box}
      width={260}
      position="bottom-end"
      onOptionSubmit={name => {
        box.closeDropdown()
        onGroup(name === '' ? undefined : name)
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <Button
          variant={groupBy ? 'light' : 'subtle'}
          color={groupBy ? undefined : 'gray'}
          size="compact-sm"
          leftSection={<IconStack2 size={16} stroke={1.5} aria-hidden />}
          aria-expanded={box.dropdownOpened}
          aria-haspopup="listbox"
          onClick={() => box.toggleDropdown()}
        >
          {groupBy ? <span data-value>{t('group.by', { field: groupBy.label })}</span> : t('group.title')}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={typed}
          onChange={event => {
            setTyped(event.currentTarget.value)
            box.selectFirstOption()
          }}
          placeholder={t('columns.search')}
          aria-label={t('columns.search')}
        />
        <ScrollArea.Autosize mah={340} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Combobox.Options aria-label={t('group.title')}>
            {groupBy && typed.trim() === '' && <Combobox.Option value="">{t('group.none')}</Combobox.Option>}
            {found.map(({ name, label }) => (
              <Combobox.Option key={name} value={name} active={name === groupBy?.name}>
                <span className={styles.option}>
                  {label}
                  {name === groupBy?.name && <IconCheck size={16} stroke={1.5} aria-hidden />}
                </span>
              </Combobox.Option>
            ))}
            {found.length === 0 && <Combobox.Empty>{t('columns.nothing')}</Combobox.Empty>}
          </Combobox.Options>
        </ScrollArea.Autosize>
      </Combobox.Dropdown>
    </Combobox>
  )
}
