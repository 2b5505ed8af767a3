import { Menu, Tabs } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './detail.module.css'
import { useTabsWithin } from './useTabsWithin.ts'

interface ShownTab {
  name: string
  text: string
  /** How many records are on it. */
  count?: number
}
interface Props {
  tab: string
  tabs: readonly ShownTab[]
  onShow: (name: string) => void
}

/** The tabs of a record in one row; those that it has no room for are in a menu at its end. */
export function TabRow({ tab, tabs, onShow }: Props) {
  const { t } = useTranslation(['records', 'detail'])
  const { number } = useFormat()
  const row = useRef<HTMLDivElement>(null)
  const says = new Map(tabs.map(({ name, text, count = 0 }) => [name, count > 0 ? `${text}${number(count)}` : text]))
  const shown = useTabsWithin(row, { says, selected: tab })
  const others = tabs.filter(({ name }) => !shown.includes(name))
  const content = ({ text, count = 0 }: ShownTab) => (
    <>
      {text}
      {count > 0 && <span className={`${styles.tabCount} numbers`}>{number(count)}</span>}
    </>
  )
  return (
    <div ref={row} className={styles.tabRow}>
      <Tabs.List className={styles.tabList ?? ''} aria-label={t('detail.tabs')}>
        {tabs
          .filter(({ name }) => shown.includes(name))
          .map(one => (
            <Tabs.Tab key={one.name} value={one.name}>
              {content(one)}
            </Tabs.Tab>
          ))}
      </Tabs.List>
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton className={styles.moreTabs} label={t('detail:tabs.more')} icon={IconDots} />
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(one => (
              <Menu.Item key={one.name} onClick={() => onShow(one.name)}>
                {content(one)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}
