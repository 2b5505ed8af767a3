import { Combobox, ScrollArea, useCombobox } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import { fitsWords } from './fitsWords.ts'
import styles from './list.module.css'

export interface MenuOption {
  value: string
  label: string
  /** Stands before the label. */
  icon?: ReactNode
  isChosen?: boolean
}
/** Options under a heading, or without one. */
export interface MenuPart {
  label?: string
  options: readonly MenuOption[]
}
/** What the button that opens the menu is given. */
export interface Opens {
  'aria-expanded': boolean
  'aria-haspopup': 'listbox'
  onClick: () => void
}

interface Props {
  /** Asked for when the menu is open. */
  parts: () => readonly MenuPart[]
  onChoose: (value: string) => void
  button: (opens: Opens) => ReactElement
  /** Names the options. */
  label: string
  search: string
  nothing: string
  position: 'bottom-start' | 'bottom-end'
  /** Not where something floats already. */
  withinPortal?: boolean
  isOpenAtFirst?: boolean
  /** Closed without a choice. */
  onNothing?: (() => void) | undefined
}

/** Fields and what else can be chosen beside them, found by typing. */
export function FieldMenu({ parts, onChoose, button, label, search, nothing, position, ...rest }: Props) {
  const [typed, setTyped] = useState('')
  const hasChosen = useRef(false)
  const box = useCombobox({
    onDropdownOpen: () => {
      hasChosen.current = false
      box.focusSearchInput()
    },
    onDropdownClose: () => {
      box.resetSelectedOption()
      setTyped('')
      if (!hasChosen.current) rest.onNothing?.()
    },
  })
  const opensNow = useRef(rest.isOpenAtFirst === true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it appears
  useEffect(() => {
    if (opensNow.current) box.openDropdown()
    opensNow.current = false
  }, [])
  return (
    <Combobox
      store={box}
      width={280}
      position={position}
      withinPortal={rest.withinPortal ?? true}
      onOptionSubmit={value => {
        hasChosen.current = true
        box.closeDropdown()
        onChoose(value)
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        {button({
          'aria-expanded': box.dropdownOpened,
          'aria-haspopup': 'listbox',
          onClick: () => box.toggleDropdown(),
        })}
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={typed}
          onChange={event => {
            setTyped(event.currentTarget.value)
            box.selectFirstOption()
          }}
          placeholder={search}
          aria-label={search}
        />
        <Options parts={parts} typed={typed} label={label} nothing={nothing} />
      </Combobox.Dropdown>
    </Combobox>
  )
}

function fitting(parts: readonly MenuPart[], typed: string): MenuPart[] {
  const fits = fitsWords(typed)
  return parts
    .map(part => ({ ...part, options: part.options.filter(option => fits(option.label)) }))
    .filter(({ options }) => options.length > 0)
}

/** Drawn, and its options made, only where the menu is open. */
function Options({ parts, typed, label, nothing }: Pick<Props, 'parts' | 'label' | 'nothing'> & { typed: string }) {
  const fit = fitting(parts(), typed)
  return (
    <ScrollArea.Autosize mah={340} type="auto" viewportProps={{ tabIndex: 0 }}>
      <Combobox.Options aria-label={label}>
        {fit.map(({ label: heading = '', options }) =>
          heading === '' ? (
            options.map(option => <Option key={option.value} {...option} />)
          ) : (
            <Combobox.Group key={heading} label={heading}>
              {options.map(option => (
                <Option key={option.value} {...option} />
              ))}
            </Combobox.Group>
          ),
        )}
        {fit.length === 0 && <Combobox.Empty>{nothing}</Combobox.Empty>}
      </Combobox.Options>
    </ScrollArea.Autosize>
  )
}

function Option({ value, label, icon, isChosen = false }: MenuOption) {
  return (
    <Combobox.Option value={value} active={isChosen}>
      <span className={styles.option}>
        {icon}
        <span className={styles.optionText}>{label}</span>
        {isChosen && <IconCheck size={16} stroke={1.5} aria-hidden />}
      </span>
    </Combobox.Option>
  )
}
