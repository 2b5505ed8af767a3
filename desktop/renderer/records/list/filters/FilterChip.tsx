import { Popover, UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../../../shared/filters.ts'
import { useFormat } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import type { ShownField } from '../../fields/shownFields.ts'
import { FilterEditor } from './FilterEditor.tsx'
import styles from './filters.module.css'
import { useFilterText } from './filterText.ts'

interface Props {
  filter: Filter
  shown: ShownField
  isOpenAtFirst: boolean
  onChange: (filter: Filter) => void
  onRemove: () => void
  onClose: () => void
}

/** "Durum: Aktif": opens what it says for changing. A filter without a value yet filters nothing. */
export function FilterChip({ filter, shown, isOpenAtFirst, onChange, onRemove, onClose }: Props) {
  const { t } = useTranslation('records')
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const words = useFilterText(filter, shown)
  const { colon } = useFormat()
  const change = (open: boolean) => {
    setOpen(open)
    if (!open) onClose()
  }
  return (
    <Popover opened={isOpen} onChange={change} position="bottom-start" trapFocus returnFocus width={300}>
      <span className={styles.chip}>
        <Popover.Target>
          <UnstyledButton className={styles.chipText} onClick={() => change(!isOpen)}>
            <span className={styles.chipField}>
              {words.field}
              {colon}
            </span>{' '}
            {words.says}
          </UnstyledButton>
        </Popover.Target>
        <IconButton
          label={t('filters.remove', { field: words.field })}
          icon={IconX}
          size={20}
          className={styles.chipRemove}
          onClick={onRemove}
        />
      </span>
      <Popover.Dropdown p="xs">
        <FilterEditor filter={filter} shown={shown} onChange={onChange} onDone={() => change(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}
