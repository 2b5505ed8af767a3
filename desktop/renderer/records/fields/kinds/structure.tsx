import { useTranslation } from 'react-i18next'
import { isPoint } from '../../../features/map/placeOf.ts'
import { usePointText } from '../../../features/map/usePointText.ts'
import styles from '../fields.module.css'
import type { InputProps, ViewProps } from '../types.ts'

/** Settings have screens of their own; here only that there is something is told. A place is told in degrees. */
export function StructureView({ value }: ViewProps<unknown>) {
  const { t } = useTranslation('records')
  const pointText = usePointText()
  return <span className={styles.quiet}>{isPoint(value) ? pointText(value) : t('fields.structure')}</span>
}

export function StructureInput({ field }: InputProps) {
  const { t } = useTranslation(['records', 'map'])
  return (
    <span className={styles.quiet}>
      {t(field.structure === 'point' ? 'map:elsewhere' : 'records:fields.structureElsewhere')}
    </span>
  )
}
