import { Menu, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
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
export function SortMenu({ fields, columns, sort, onSort }: Props) {
  const { t } = useTranslation('records')
  const title = fields.get('title')
  const sortable = [...(title ? [title] : []), ...columns.all].filter(isSortable)
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp
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
        {sortable.map(shown => {
          const isSorted = shown.name === sort.field
          return (
            <Menu.Item
              key={shown.name}
              role="menuitemradio"
              aria-checked={isSorted}
              className={styles.menuItem ?? ''}
              rightSection={isSorted ? <Arrow size={16} stroke={1.75} aria-hidden /> : undefined}
              onClick={() =>
                onSort({ field: shown.name, descending: isSorted ? !sort.descending : startsDescending(shown) })
              }
            >
              {shown.label}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
