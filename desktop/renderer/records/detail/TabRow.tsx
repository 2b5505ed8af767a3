import { Menu, Tabs } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './detail.module.css'

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

/** The tabs of a record in one row; those that it has no room for are in a menu at its end besides. */
export function TabRow({ tab, tabs, onShow }: Props) {
  const { t } = useTranslation(['records', 'detail'])
  const { number } = useFormat()
  const row = useRef<HTMLDivElement>(null)
  const [cut, setCut] = useState<readonly string[]>([])
  const look = useCallback(() => {
    const next = row.current ? cutIn(row.current) : []
    setCut(old => (old.join() === next.join() ? old : next))
  }, [])
  useEffect(() => {
    if (!row.current) return
    const observer = new ResizeObserver(look)
    for (const element of [row.current, ...row.current.children]) observer.observe(element)
    return () => observer.disconnect()
  }, [look])
  useLayoutEffect(() => {
    row.current?.querySelector(`[data-tab="${tab}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [tab])
  const others = tabs.filter(({ name }) => cut.includes(name))
  const content = ({ text, count = 0 }: ShownTab) => (
    <>
      {text}
      {count > 0 && <span className={`${styles.tabCount} numbers`}>{number(count)}</span>}
    </>
  )
  return (
    <div className={styles.tabRow}>
      <Tabs.List ref={row} className={styles.tabList ?? ''} aria-label={t('detail.tabs')} onScroll={look}>
        {tabs.map(one => (
          <Tabs.Tab key={one.name} value={one.name} data-tab={one.name}>
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

/** Names of the tabs that do not stand in the row whole. A pixel is lost in rounding. */
function cutIn(row: HTMLElement): string[] {
  const { left, right } = row.getBoundingClientRect()
  return [...row.querySelectorAll<HTMLElement>('[data-tab]')]
    .filter(tab => {
      const place = tab.getBoundingClientRect()
      return place.left < left - 1 || place.right > right + 1
    })
    .map(tab => tab.dataset['tab'] ?? '')
}
