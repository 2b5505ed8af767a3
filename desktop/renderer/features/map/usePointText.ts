import { useTranslation } from 'react-i18next'
import type { Point } from '../../../../shared/provinceCentres.ts'
import { useFormat } from '../../i18n/format.ts'

/** `41,0138° K, 28,9497° D`: about ten metres. */
export function usePointText(): (point: Point) => string {
  const { t } = useTranslation('map')
  const { number } = useFormat()
  const digits = (degrees: number) => number(Math.abs(Math.round(degrees * 10_000) / 10_000))
  return ({ latitude, longitude }) =>
    t('point', {
      latitude: t(latitude < 0 ? 'south' : 'north', { degrees: digits(latitude) }),
      longitude: t(longitude < 0 ? 'west' : 'east', { degrees: digits(longitude) }),
    })
}
