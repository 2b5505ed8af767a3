import type { Address } from '../../../shared/fields.ts'
import { provinceOf } from '../../../shared/places.ts'

/** The parts of an address in the order they are read: street, postal code, district / province, country. */
export function formatAddressParts(address: Address): string[] {
  const province = address.province === undefined ? undefined : (provinceOf(address.province)?.name ?? address.province)
  const place = [address.district, province].filter(Boolean).join(' / ')
  const city = [address.postalCode, place].filter(Boolean).join(' ')
  const country = address.country === undefined || address.country === 'TR' ? undefined : address.country
  return [address.line, city, country].filter(part => part !== undefined && part !== '') as string[]
}
