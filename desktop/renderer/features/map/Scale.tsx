import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import styles from './map.module.css'
import { metresPerPixel, scaleOf } from './projection.ts'

const longest = 110

/** A round distance on the map, at the latitude of its middle. */
export function Scale({ latitude, zoom }: { latitude: number; zoom: number }) {
  const { t } = useTranslation('map')
  const { number } = useFormat()
  const { metres, width } = scaleOf(metresPerPixel(latitude, zoom), longest)
  return (
    <span className={styles.scale} style={{ width }}>
      {metres < 1000 ? t('metres', { value: number(metres) }) : t('kilometres', { value: number(metres / 1000) })}
    </span>
  )
}
