import { Menu } from '@mantine/core'
import { IconColumns3, IconRestore } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './list.module.css'
import type { Columns } from './useColumns.ts'

/** Which fields stand as columns. */
export function ColumnsMenu({ columns }: { columns: Columns }) {
  const { t } = useTranslation('records')
  const shown = new Set(columns.shown.map(({ name }) => name))
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <IconButton label={t('list.columns')} icon={IconColumns3} />
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {columns.all.map(({ name, label }) => (
          <Menu.CheckboxItem
            key={name}
            checked={shown.has(name)}
            onChange={() => columns.toggle(name)}
            className={styles.menuItem ?? ''}
          >
            {label}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconRestore size={16} stroke={1.5} aria-hidden />} onClick={columns.reset}>
          {t('list.resetColumns')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
