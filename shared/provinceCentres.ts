import centres from './data/provinceCentres.json' with { type: 'json' }

/** WGS 84, degrees; the structure `point`. */
export interface Point {
  latitude: number
  longitude: number
}

/**
 * The town that a province is governed from. Source: GeoNames, CC BY 4.0 (data/provinceCentres.LICENSE.txt). Districts
 * have none here: they fall back to their province.
 */
export const provinceCentre = (code: string): Point | undefined => points.get(code)

const points = new Map<string, Point>(
  Object.entries(centres).map(([code, [latitude = 0, longitude = 0]]) => [code, { latitude, longitude }]),
)
