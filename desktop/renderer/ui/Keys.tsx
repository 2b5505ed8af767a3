import styles from './Keys.module.css'

/** Keys of a shortcut, as caps: `<Keys of={['Ctrl', 'K']} />`. */
export function Keys({ of }: { of: readonly string[] }) {
  return (
    <span className={styles.keys}>
      {of.map(key => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  )
}
