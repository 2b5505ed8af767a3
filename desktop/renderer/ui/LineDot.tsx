import styles from './LineDot.module.css'

/** How the line to the server stands, beside the word that says it. */
export const LineDot = ({ connection }: { connection: string }) => (
  <span className={styles.dot} data-connection={connection} aria-hidden />
)
