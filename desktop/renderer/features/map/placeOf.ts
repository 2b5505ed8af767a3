import type { Address } from '../../../../shared/fields.ts'
import { provinceOf } from '../../../../shared/places.ts'
import { type Point, provinceCentre } from '../../../../shared/provinceCentres.ts'

/** Where a record is on the map, and how one knows. */
export type Place =
  /** Somebody put the pin there. */
  | { from: 'pin'; point: Point }
  /** Only the address tells: its province's centre, also where the address names a district. */
  | { from: 'province'; point: Point; province: string; district: string | undefined }

/** Undefined where neither pin nor address tells. */
export const placeOf = (pin: unknown, address: unknown): Place | undefined =>
  isPoint(pin) ? { from: 'pin', point: pin } : provincePlace(address)

export function provincePlace(address: unknown): Extract<Place, { from: 'province' }> | undefined {
  const { province: code, district, country = 'TR' } = isAddress(address) ? address : {}
  const province = country === 'TR' && code !== undefined ? provinceOf(code) : undefined
  const point = province && provinceCentre(province.code)
  return point && { from: 'province', point, province: province.name, district }
}

/** An address as one asks for it: from the house to the country. Empty where it says nothing. */
export function askedWords(address: unknown): string {
  if (!isAddress(address)) return ''
  const { line, postalCode, district, province, country } = address
  const name = province === undefined ? undefined : (provinceOf(province)?.name ?? province)
  const words = [line, postalCode, district, name].filter(Boolean)
  return words.length === 0 ? '' : [...words, country ?? 'TR'].join(', ').slice(0, 300)
}

const isAddress = (value: unknown): value is Address => typeof value === 'object' && value !== null

export const isPoint = (value: unknown): value is Point =>
  typeof value === 'object' &&
  value !== null &&
  'latitude' in value &&
  typeof value.latitude === 'number' &&
  'longitude' in value &&
  typeof value.longitude === 'number'
