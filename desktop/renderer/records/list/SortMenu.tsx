import { Menu, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sort } from '../../../../shared/filters.ts'
import type { ShownFields } from '../fields/shownFields.ts'
import styles from './list.module.css'
import { type Columns, isSortable, startsDescending } from './useColumns.ts'

interface Props {
  fields: ShownFields
  columns: Columns
  sort: Sort
  onSort: (sort: Sort) => void
}

/** What the list is ordered by, also where that is no column, and a way to order it otherwise. */
export const SortMenu = memo(function SortMenu({ fields, columns, sort, onSort }: Props) {
  const { t } = useTranslation('records')
  const title = fields.get('title')
  const sortable = [...(title ? [title] : []), ...columns.all].filter(isSortable)
  const [Arrow, Turned] = sort.descending ? [IconArrowDown, IconArrowUp] : [IconArrowUp, IconArrowDown]
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={styles.sort}>
          {t('list.sortedBy', { field: fields.get(sort.field)?.label ?? sort.field })}
          <Arrow
            size={14}
            stroke={1.75}
            role="img"
            aria-label={sort.descending ? t('list.descending') : t('list.ascending')}
          />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.RadioGroup
          value={sort.field}
          onChange={name => {
            const shown = fields.get(name)
            if (shown) onSort({ field: name, descending: startsDescending(shown) })
          }}
        >
          {sortable.map(({ name, label }) => (
            <Menu.RadioItem key={name} value={name} className={styles.menuItem ?? ''} closeMenuOnClick>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<Turned size={16} stroke={1.5} aria-hidden />}
          onClick={() => onSort({ ...sort, descending: !sort.descending })}
        >
          {sort.descending ? t('list.toAscending') : t('list.toDescending')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
})
