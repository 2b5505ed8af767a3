import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseDecimal } from '../../../../shared/numbers.ts'
import { useFormat } from '../../i18n/format.ts'
import styles from './list.module.css'

interface Props {
  first: number
  last: number
  length: number
  count: number | undefined
  onJump: (index: number) => void
  children: ReactNode
}

/** "1–24 / 12.345", and a way to any other position. */
export function ListFooter({ first, last, length, count, onJump, children }: Props) {
  const { t } = useTranslation('records')
  const { number, language } = useFormat()
  const id = useId()
  const [typed, setTyped] = useState('')
  const to = Math.min(last + 1, length)
  return (
    <footer className={styles.footer}>
      {children}
      <span className={styles.gap} />
      <span className="numbers" role="status" aria-live="off">
        {length === 0
          ? ''
          : t('list.position', {
              first: number(Math.min(first + 1, to)),
              last: number(to),
              all: count === undefined ? '…' : number(count),
            })}
      </span>
      <form
        className={styles.jump}
        onSubmit={event => {
          event.preventDefault()
          const position = Number(parseDecimal(typed, language) ?? Number.NaN)
          if (!Number.isInteger(position) || position < 1) return
          onJump(Math.min(position, Math.max(1, length)) - 1)
          setTyped('')
        }}
      >
        <label htmlFor={id}>{t('list.jump')}</label>
        <input
          id={id}
          className={styles.jumpInput}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
      </form>
    </footer>
  )
}
