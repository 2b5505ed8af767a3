import { useTranslation } from 'react-i18next'
import styles from '../fields.module.css'
import type { ViewProps } from '../types.ts'

/** Settings have screens of their own; here only that there is something is told. */
export function StructureView(_: ViewProps<unknown>) {
  const { t } = useTranslation('records')
  return <span className={styles.quiet}>{t('fields.structure')}</span>
}

export function StructureInput() {
  const { t } = useTranslation('records')
  return <span className={styles.quiet}>{t('fields.structureElsewhere')}</span>
}
