import { useTranslation } from 'react-i18next'
import styles from './comments.module.css'
import type { Colleague } from './mentionTyping.ts'

interface Props {
  id: string
  options: readonly Colleague[]
  /** What was typed after `@`. */
  query: string
  /** Place of the one that Enter takes. */
  active: number
  /** Where the name is typed, from the editor's corner. */
  at: { left: number; top: number }
  onChoose: (colleague: Colleague) => void
}

/** Colleagues who may see the record, below the name that is being typed; the editor keeps the focus. */
export function MentionList({ id, options, query, active, at, onChoose }: Props) {
  const { t } = useTranslation('detail')
  if (options.length === 0)
    return (
      <p className={styles.options} style={at} role="status">
        <span className={styles.nobody}>{t('comments.nobody', { name: query })}</span>
      </p>
    )
  return (
    <div
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label={t('comments.colleagues')}
      className={styles.options}
      style={at}
    >
      {options.map((option, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the editor's, which has the focus
        <div
          key={option.id}
          id={`${id}-${option.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          className={styles.option}
          // The focus stays in the text.
          onMouseDown={event => event.preventDefault()}
          onClick={() => onChoose(option)}
        >
          {option.name}
        </div>
      ))}
    </div>
  )
}
