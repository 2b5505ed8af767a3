// biome-ignore-all lint/a11y/useSemanticElements: it stands among rows that cannot stand in a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: what is in it has the focus
import { Button, Group, Popover } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query/react'
import {
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import type { FieldErrors } from '../../../../shared/errors.ts'
import { isEmpty } from '../../../../shared/value.ts'
import type { ListRow } from '../../../core/api/functions.ts'
import { useCall } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import { staysInside } from '../../ui/staysInside.ts'
import { markedOption } from '../../ui/takeMarkedOption.ts'
import { useBringing } from '../commandForms.tsx'
import { BringingContext } from '../fields/bringing.ts'
import { FieldInput } from '../fields/FieldInput.tsx'
import { screenFacts } from '../fields/fieldFacts.ts'
import { fieldValue } from '../fields/recordValue.ts'
import type { ShownField } from '../fields/shownFields.ts'
import { WithinReach } from '../fields/WithinReach.tsx'
import { onSaveKeys } from '../form/onSaveKeys.ts'
import type { Place } from '../list/gridKeys.ts'
import { cellFacts } from './cellEditors.ts'
import styles from './grid.module.css'

/** Where the cursor goes when a cell has been edited. */
export type Then = 'stay' | 'down' | 'up' | 'right' | 'left'

export interface Box {
  left: number
  top: number
  width: number
  height: number
  /** There is no room below. */
  isLow: boolean
}

interface Props {
  kind: AnyKind
  row: ListRow
  shown: ShownField
  /** In the grid, columns counted from the title. */
  place: Place
  box: Box
  /** Began by typing: what is typed takes the place of what stood there. */
  isTyped: boolean
  /** Takes the value, or says what is wrong with it. */
  onSave: (value: unknown, held: unknown, then: Then) => FieldErrors[string] | undefined
  onCancel: () => void
  /** The focus goes back to the cell. */
  onLeave: () => void
}

/** One cell being edited: Enter and Tab save and move on, Esc leaves it as it was, so does nothing typed. */
export function CellEditor({ kind, row, shown, place, box, isTyped, onSave, onCancel, onLeave }: Props) {
  const { t } = useTranslation(['grid', 'records'])
  const { fieldError } = useErrorText()
  const { name, field, label } = shown
  const facts = cellFacts[field.kind]
  const isOver = facts.editing === 'over'
  // A list shows some values shortened to one line; what is edited at length is the record's own.
  const { data: record } = useCall('records.get', isOver ? { kind: kind.name, id: row.id } : skipToken)
  const held = record ? fieldValue(record, name) : fieldValue(row, name)
  const [typed, setTyped] = useState<{ value: unknown }>()
  const [error, setError] = useState<FieldErrors[string]>()
  const id = useId()
  const around = useRef<HTMLElement>(null)
  const value = typed ? typed.value : isTyped ? facts.begunAnew?.(held) : held

  const save = (then: Then, next: unknown = value) => {
    const isUntouched = typed === undefined && next === value
    setError(onSave(isUntouched ? held : next, held, then))
  }
  const change = (next: unknown) => {
    setTyped({ value: next })
    setError(undefined)
    // A choice taken away is none yet: the list of options stays.
    if (facts.savesOnChoice && !isEmpty(next)) save('down', next)
  }

  useLayoutEffect(() => {
    const input = document.getElementById(id)
    input?.focus()
    if (input instanceof HTMLInputElement && !screenFacts[field.kind].savesOnChoice)
      input.setSelectionRange(input.value.length, input.value.length)
  }, [id, field.kind])
  const focus = useFocusLeaving(() => save('stay'))

  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !hasOpened(around.current, isOver)) {
      event.preventDefault()
      event.stopPropagation()
      onCancel()
    }
    if (event.key === 'Tab' && !isOver) {
      event.preventDefault()
      event.stopPropagation()
      // What was typed into a list of options means the one that is marked.
      const marked = typedInto(document.activeElement) ? markedOption(document.activeElement) : undefined
      if (marked) return marked.click()
      save(event.shiftKey ? 'left' : 'right')
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return event.stopPropagation()
    if (event.key !== 'Enter' || isOver || event.defaultPrevented || !screenFacts[field.kind].savesOnEnter) return
    event.preventDefault()
    event.stopPropagation()
    save(event.shiftKey ? 'up' : 'down')
  }

  const { mayBring, bring } = useBringing(kind.name, row, { onLeave })
  const bringing = useMemo(
    () => ({
      mayBring,
      bring: (command: string) => {
        onCancel()
        bring(command)
      },
    }),
    [mayBring, bring, onCancel],
  )
  const input = (
    <WithinReach kind={kind} name={name}>
      <BringingContext value={bringing}>
        <FieldInput
          id={id}
          field={field}
          value={value}
          onChange={change}
          isInvalid={error !== undefined}
          describedBy={error ? `${id}-error` : undefined}
          isRequired={field.required}
          autoFocus
          isInline
        />
      </BringingContext>
    </WithinReach>
  )
  const wrong = error && (
    <span id={`${id}-error`} className={styles.error} role="alert">
      {fieldError(error)}
    </span>
  )
  const named = t('grid:editing', { field: label, title: row.title })
  if (!isOver)
    return (
      <div role="row" aria-rowindex={place.row + 2} className={styles.editorRow}>
        <div
          ref={element => {
            around.current = element
          }}
          role="gridcell"
          aria-colindex={place.column + 2}
          className={styles.inPlace}
          style={placeOf(box, facts.width)}
          data-figure={screenFacts[field.kind].isFigure || undefined}
          aria-label={named}
          onKeyDownCapture={onKeyDownCapture}
          onKeyDown={onKeyDown}
          {...focus}
        >
          <label htmlFor={id} className={styles.unseen}>
            {label}
          </label>
          {input}
          {wrong && (
            <div className={styles.wrong} data-low={box.isLow || undefined}>
              {wrong}
            </div>
          )}
        </div>
      </div>
    )
  return (
    <Popover
      opened
      trapFocus
      position="bottom-start"
      width={Math.max(box.width, facts.width)}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withinPortal
    >
      <Popover.Target>
        <div className={styles.anchor} style={box} />
      </Popover.Target>
      <Popover.Dropdown aria-label={named} p="sm" {...staysInside}>
        <fieldset
          ref={element => {
            around.current = element
          }}
          className={styles.over}
          aria-label={named}
          onKeyDownCapture={event => {
            onSaveKeys(() => save('down'))(event)
            onKeyDownCapture(event)
          }}
          onKeyDown={onKeyDown}
          {...focus}
        >
          <label htmlFor={id} className={styles.label}>
            {label}
          </label>
          {input}
          {wrong}
          <Group gap="xs">
            <Button size="compact-sm" onClick={() => save('stay')}>
              {t('records:form.save')}
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
              {t('records:form.cancel')}
            </Button>
          </Group>
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  )
}

const placeOf = ({ left, top, width, height }: Box, least: number) =>
  ({ left, top, minWidth: Math.max(width, least), minHeight: height, '--cell-height': `${height}px` }) as CSSProperties

/** What has opened from the editor closes by itself first: a calendar, and at length a list of options too. */
const hasOpened = (within: HTMLElement | null, isOver: boolean): boolean =>
  within?.querySelector(isOver ? '[aria-expanded="true"]' : '[aria-haspopup="dialog"][aria-expanded="true"]') != null

const typedInto = (element: Element | null): boolean => element instanceof HTMLInputElement && element.value !== ''

/**
 * Tells when the focus has left for good: not for a list of options or a calendar of this very input, which stand
 * elsewhere in the document, and not for another window.
 */
function useFocusLeaving(onLeft: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(onLeft)
  useEffect(() => {
    latest.current = onLeft
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    onBlur: (event: FocusEvent) => {
      if (event.currentTarget.contains(event.relatedTarget)) return
      timer.current = setTimeout(() => document.hasFocus() && latest.current(), 0)
    },
    onFocus: () => clearTimeout(timer.current),
  }
}
