import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useId, useState } from 'react'
import styles from './CopyField.module.css'

interface Props {
  label: string
  value: string
  /** What the button says, before and after. */
  words: { copy: string; copied: string }
  onCopied?: () => void
  /** Several lines, such as an example. */
  isBlock?: boolean
  /** The button has the focus as soon as it is there. */
  autoFocus?: boolean
}

/** Something to be taken along: shown whole, selected by a click, copied by the button. */
export function CopyField({ label, value, words, onCopied, isBlock, autoFocus }: Props) {
  const id = useId()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    // Without the clipboard's permission the text is still there to be selected.
    const worked = await navigator.clipboard.writeText(value).then(
      () => true,
      () => false,
    )
    if (!worked) return
    setCopied(true)
    onCopied?.()
    setTimeout(() => setCopied(false), 4000)
  }
  const Glyph = isCopied ? IconCheck : IconCopy
  return (
    <div className={styles.root}>
      <label id={`${id}label`} htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.row} data-block={isBlock || undefined}>
        {isBlock ? (
          <textarea
            id={id}
            className={styles.value}
            readOnly
            rows={value.split('\n').length}
            value={value}
            spellCheck={false}
            onFocus={event => event.target.select()}
          />
        ) : (
          <input
            id={id}
            className={styles.value}
            readOnly
            value={value}
            spellCheck={false}
            onFocus={event => event.target.select()}
          />
        )}
        <Button
          variant="default"
          autoFocus={autoFocus ?? false}
          leftSection={<Glyph size={16} stroke={1.5} aria-hidden />}
          aria-describedby={`${id}label`}
          onClick={() => void copy()}
        >
          <span aria-live="polite">{isCopied ? words.copied : words.copy}</span>
        </Button>
      </div>
    </div>
  )
}
