import { Button, Checkbox, Popover, ScrollArea, TextInput } from '@mantine/core'
import { IconColumns3, IconPin, IconPinFilled } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/IconButton.tsx'
import { RowGrip } from '../../ui/RowGrip.tsx'
import { useRowDrag } from '../../ui/useRowDrag.ts'
import type { ShownField } from '../fields/shownFields.ts'
import styles from './columns.module.css'
import { fitsWords } from './fitsWords.ts'
import type { Columns } from './useColumns.ts'

/** Which fields stand as columns, in which order, and which stay at the left; found by typing. */
export function ColumnsPanel({ columns }: { columns: Columns }) {
  const { t } = useTranslation('lists')
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>
        <IconButton label={t('columns.title')} icon={IconColumns3} onClick={() => setOpen(!isOpen)} />
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t('columns.title')}>
        <Panel columns={columns} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Panel({ columns }: { columns: Columns }) {
  const { t } = useTranslation('lists')
  const [typed, setTyped] = useState('')
  const panel = useRef<HTMLDivElement>(null)
  const fitsTyped = fitsWords(typed)
  const fits = ({ label }: ShownField) => fitsTyped(label)
  // The title is the row's name and always there.
  const chosen = columns.shown.filter(({ name }) => name !== 'title')
  const names = new Set(chosen.map(({ name }) => name))
  const others = columns.all.filter(field => !names.has(field.name) && field.name !== 'title' && fits(field))
  const shown = chosen.filter(fits)
  const drag = useRowDrag((from, to) => {
    const [own, other] = [shown[from], shown[to]]
    if (own && other) columns.move(own.name, other.name)
  })
  /** A row goes elsewhere, and the keyboard with it. */
  const follow = (part: 'grip' | 'box', name: string) =>
    setTimeout(() => panel.current?.querySelector<HTMLElement>(`[data-${part}="${CSS.escape(name)}"]`)?.focus(), 50)
  const shift = (name: string, by: -1 | 1) => {
    columns.shift(name, by)
    follow('grip', name)
  }
  const toggle = (name: string) => {
    columns.toggle(name)
    follow('box', name)
  }
  return (
    <div ref={panel}>
      <TextInput
        size="sm"
        aria-label={t('columns.search')}
        placeholder={t('columns.search')}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <ScrollArea.Autosize mah={380} type="auto" className={styles.scroll ?? ''}>
        {shown.length > 0 && (
          <ul className={styles.list} aria-label={t('columns.shown')}>
            {shown.map(({ name, label, left }, at) => (
              <li key={name} {...drag.row(at, styles.row)}>
                <RowGrip
                  name={name}
                  label={t('columns.move', { column: label })}
                  hint={t('columns.moveHint')}
                  drag={drag.grip(at)}
                  onShift={by => shift(name, by)}
                />
                <Checkbox
                  size="xs"
                  className={styles.box ?? ''}
                  label={label}
                  checked
                  data-box={name}
                  onChange={() => toggle(name)}
                />
                <IconButton
                  label={t(left === undefined ? 'columns.pin' : 'columns.unpin', { column: label })}
                  icon={left === undefined ? IconPin : IconPinFilled}
                  size={24}
                  className={styles.pin}
                  aria-pressed={left !== undefined}
                  onClick={() => columns.pin(name, left === undefined)}
                />
              </li>
            ))}
          </ul>
        )}
        {others.length > 0 && (
          <ul className={styles.list} aria-label={t('columns.others')} data-others>
            {others.map(({ name, label }) => (
              <li key={name} className={styles.row}>
                <Checkbox
                  size="xs"
                  className={styles.box ?? ''}
                  label={label}
                  checked={false}
                  data-box={name}
                  onChange={() => toggle(name)}
                />
              </li>
            ))}
          </ul>
        )}
        {shown.length + others.length === 0 && <p className={styles.nothing}>{t('columns.nothing')}</p>}
      </ScrollArea.Autosize>
      <Button variant="subtle" color="gray" size="compact-sm" className={styles.reset ?? ''} onClick={columns.reset}>
        {t('columns.reset')}
      </Button>
    </div>
  )
}
