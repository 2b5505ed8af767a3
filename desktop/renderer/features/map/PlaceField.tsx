import { Button } from '@mantine/core'
import { IconMapPinOff, IconMapPinPlus, IconMapSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyKind } from '../../../../shared/entity.ts'
import { asAppError } from '../../../../shared/errors.ts'
import type { Point } from '../../../../shared/provinceCentres.ts'
import type { ShownRecord } from '../../../core/api/functions.ts'
import { useUndo } from '../../app/operations/useUndo.ts'
import { useCall, useCore } from '../../data/hooks.ts'
import { useErrorText } from '../../i18n/errorText.ts'
import type { ShownField } from '../../records/fields/shownFields.ts'
import { useRights } from '../../records/rights.ts'
import { toast } from '../../ui/toast.tsx'
import { MapSurface } from './MapSurface.tsx'
import styles from './map.module.css'
import { askedWords, placeOf, provincePlace } from './placeOf.ts'
import { usePointText } from './usePointText.ts'

interface Props {
  kind: AnyKind
  record: ShownRecord
  shown: ShownField
}

/** Where Turkey's middle is: where a pin begins that nothing is known of. */
const middle: Point = { latitude: 39.1, longitude: 35.2 }
/** Whose work the centres of the provinces are (data/provinceCentres.LICENSE.txt). */
const ownAttribution = 'GeoNames, CC BY 4.0'

/**
 * Where a record is, on a map: a pin that somebody put there, or else the centre of its address's province, which is
 * said. The map is what the operator's map server shows; without one Pergel draws what it knows.
 */
export function PlaceField({ kind, record, shown: { name, label } }: Props) {
  const { t } = useTranslation('map')
  const core = useCore()
  const undo = useUndo()
  const words = useErrorText()
  const pointText = usePointText()
  const canMove = useRights(kind).canWrite(name, record)
  const { latest: settings } = useCall('map.settings', {})
  const [isPutting, setPutting] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const pin = record.values[name]
  const address = addressOf(kind, record)
  const place = placeOf(pin, address)
  const province = provincePlace(address)
  const asked = askedWords(address)

  const save = async (value: Point | undefined, said: 'moved' | 'removed' | 'found'): Promise<boolean> => {
    const change = { ...(pin === undefined ? {} : { base: pin }), ...(value ? { value } : {}) }
    const key = { kind: kind.name, id: record.id }
    try {
      const { operation } = await core.call('records.save', { ...key, create: false, set: { [name]: change } })
      setPutting(false)
      undo.done(t(`done.${said}`, { title: record.title }), operation)
      return true
    } catch (thrown) {
      toast({ message: words.error(asAppError(thrown).toBody()), tone: 'problem' })
      return false
    }
  }
  const find = async () => {
    setAsking(true)
    try {
      const point = await core.call('map.find', { words: asked })
      if (point) await save(point, 'found')
      else toast({ message: t('notFound'), tone: 'info' })
    } catch (thrown) {
      toast({ message: words.error(asAppError(thrown).toBody()), tone: 'problem' })
    } finally {
      setAsking(false)
    }
  }
  const point = place?.point ?? (isPutting ? middle : undefined)
  return (
    <section className={styles.place} aria-label={label}>
      <div className={styles.head}>
        <span className={styles.label}>{label}</span>
        {canMove && settings?.canFind && asked !== '' && (
          <Button
            {...{ size: 'compact-xs', variant: 'subtle', loading: isAsking }}
            leftSection={<IconMapSearch size={16} stroke={1.5} aria-hidden />}
            onClick={() => void find()}
          >
            {t('find')}
          </Button>
        )}
        {canMove && place?.from === 'pin' && (
          <Button
            {...{ size: 'compact-xs', variant: 'subtle', color: 'gray' }}
            leftSection={<IconMapPinOff size={16} stroke={1.5} aria-hidden />}
            onClick={() => void save(undefined, 'removed')}
          >
            {province ? t('toCentre', { province: province.province }) : t('remove')}
          </Button>
        )}
        {canMove && !point && (
          <Button
            {...{ size: 'compact-xs', variant: 'subtle' }}
            leftSection={<IconMapPinPlus size={16} stroke={1.5} aria-hidden />}
            onClick={() => setPutting(true)}
          >
            {t('put')}
          </Button>
        )}
      </div>
      {point && settings && (
        <MapSurface
          key={`${record.id} ${settings.tiles !== undefined}`}
          {...{ point, canMove }}
          isRough={place?.from !== 'pin'}
          onMove={next => save(next, 'moved')}
          hasTiles={settings.tiles !== undefined}
          attribution={settings.tiles?.attribution ?? ownAttribution}
          label={t('pin', { title: record.title })}
        />
      )}
      <p className={styles.said}>
        {place?.from === 'pin' && t('fromPin', { at: pointText(place.point) })}
        {place?.from === 'province' &&
          (place.district
            ? t('fromDistrict', { district: place.district, province: place.province })
            : t('fromProvince', { province: place.province }))}
        {!place && t(isPutting ? 'putHint' : 'unknown')}
        {place?.from === 'province' && canMove && ` ${t('moveHint')}`}
      </p>
    </section>
  )
}

/** The first address of the record. */
function addressOf(kind: AnyKind, { values }: ShownRecord): unknown {
  const [name] = Object.entries(kind.fields).find(([, { kind: of }]) => of === 'address') ?? []
  return name === undefined ? undefined : values[name]
}
