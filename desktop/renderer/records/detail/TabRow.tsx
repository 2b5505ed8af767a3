import { Menu, Tabs } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './detail.module.css'
import { tabsWithin } from './tabsWithin.ts'

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
  const [room, setRoom] = useState(Number.POSITIVE_INFINITY)
  const [widths, setWidths] = useState<ReadonlyMap<string, number>>(new Map())
  const names = tabs.map(({ name }) => name)
  const shown = tabsWithin({ room, widths, names, selected: tab })
  const measure = useCallback(() => {
    if (!row.current) return
    const { paddingLeft, paddingRight } = getComputedStyle(row.current)
    setRoom(row.current.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight))
    const seen = [...row.current.querySelectorAll<HTMLElement>('[data-tab]')].map(
      element => [element.dataset['tab'] ?? '', element.getBoundingClientRect().width] as const,
    )
    setWidths(old => (seen.every(([name, width]) => old.get(name) === width) ? old : new Map([...old, ...seen])))
  }, [])
  // Before it is painted, or tabs without room would be seen for a moment.
  useLayoutEffect(measure)
  const drawn = shown.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: other tabs are other elements to watch
  useEffect(() => {
    if (!row.current) return
    const observer = new ResizeObserver(measure)
    for (const element of [row.current, ...row.current.querySelectorAll('[data-tab]')]) observer.observe(element)
    return () => observer.disconnect()
  }, [measure, drawn])
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
