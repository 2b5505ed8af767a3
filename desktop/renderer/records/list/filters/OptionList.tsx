import { Checkbox, ScrollArea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { trFold } from '../../../../../shared/text.ts'
import styles from './filters.module.css'

export interface Option {
  value: string
  label: string
  /** The label as it is drawn, where that is more than text. */
  view?: ReactNode
}

/** More are found by typing. */
const most = 80

interface Props {
  label: string
  options: readonly Option[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  /** Searching is done outside; the options are what was found, `isAwaited`: by the words before these. */
  search?: { typed: string; onType: (text: string) => void; isAwaited: boolean }
}

/** Boxes to tick, with a search above them where there are many. */
export function OptionList({ label, options, chosen, onChange, search }: Props) {
  const { t } = useTranslation('records')
  const [own, setOwn] = useState('')
  const typed = search?.typed ?? own
  const setTyped = search?.onType ?? setOwn
  const folded = trFold(typed.trim())
  const isFound = search !== undefined && !search.isAwaited
  const fits = ({ value, label }: Option) =>
    trFold(label).includes(folded) || (search !== undefined && chosen.includes(value))
  const shown = isFound ? options : options.filter(fits)
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter(other => other !== value) : [...chosen, value])
  return (
    <>
      {(search || options.length > 8) && (
        <TextInput
          size="sm"
          aria-label={t('filters.searchOptions', { field: label })}
          placeholder={t('fields.search')}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <ScrollArea.Autosize mah={280} type="auto">
        <fieldset className={styles.options} aria-label={label} aria-busy={search?.isAwaited}>
          {shown.slice(0, most).map(option => (
            <Checkbox
              key={option.value}
              size="xs"
              className={styles.option ?? ''}
              label={option.view ?? option.label}
              checked={chosen.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
          ))}
          {shown.length === 0 && !search?.isAwaited && (
            <span className={styles.nothing}>{t('fields.nothingFound')}</span>
          )}
        </fieldset>
      </ScrollArea.Autosize>
    </>
  )
}
