import { Button, Popover, UnstyledButton } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../../../shared/filters.ts'
import { useFormat } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import type { ShownField } from '../../fields/shownFields.ts'
import { FilterEditor } from './FilterEditor.tsx'
import styles from './filters.module.css'
import { useFilterText } from './filterText.ts'
import { isWhole } from './filterValue.ts'

interface Props {
  filter: Filter
  shown: ShownField
  isOpenAtFirst: boolean
  onChange: (filter: Filter) => void
  onRemove: () => void
  onClose: () => void
  /** Adds another condition on the same field, of which any may hold; absent where that cannot be. */
  onOr?: (() => void) | undefined
}

/** "Durum: Aktif": opens what it says for changing. A filter without a value yet filters nothing. */
export function FilterChip({ filter, shown, isOpenAtFirst, onChange, onRemove, onClose, onOr }: Props) {
  const { t } = useTranslation('records')
  const { t: say } = useTranslation('lists')
  const [isOpen, setOpen] = useState(false)
  const text = useRef<HTMLButtonElement>(null)
  const opensNow = useRef(isOpenAtFirst)
  // Opened from the chip, so that closing gives the focus to it.
  useEffect(() => {
    if (!opensNow.current) return
    opensNow.current = false
    text.current?.focus()
    setOpen(true)
  }, [])
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
          <UnstyledButton
            ref={text}
            className={styles.chipText}
            onClick={() => change(!isOpen)}
            onKeyDown={event => {
              if (event.key === 'Delete' || event.key === 'Backspace') onRemove()
            }}
          >
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
        {onOr && isWhole(filter) && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            className={styles.or ?? ''}
            leftSection={<IconPlus size={14} stroke={1.75} aria-hidden />}
            onClick={() => {
              setOpen(false)
              onOr()
            }}
          >
            {say('filters.addOr')}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
