import type { Point } from '../../../../shared/provinceCentres.ts'

/** Pixels of the web's Mercator map: at zoom 0 the world is one picture of 256 by 256. */
export interface Pixel {
  x: number
  y: number
}
export interface Size {
  width: number
  height: number
}
/** What of the map is seen. */
export interface View {
  centre: Point
  zoom: number
}

export const tileSize = 256
/** Beyond it the map has no end. */
const mostLatitude = 85.05
/** Metres of a pixel at the equator at zoom 0: the earth's girth of 40,075,016.686 m (WGS 84) over 256. */
const equatorMetres = 40_075_016.686 / tileSize

export const worldSize = (zoom: number): number => tileSize * 2 ** zoom

export function toPixel({ latitude, longitude }: Point, zoom: number): Pixel {
  const held = Math.min(mostLatitude, Math.max(-mostLatitude, latitude))
  const sine = Math.sin((held * Math.PI) / 180)
  const size = worldSize(zoom)
  return {
    x: ((longitude + 180) / 360) * size,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size,
  }
}

/** The place of a pixel, within the world; six digits are a tenth of a metre. */
export function toPoint({ x, y }: Pixel, zoom: number): Point {
  const size = worldSize(zoom)
  const longitude = ((((x / size) % 1) + 1) % 1) * 360 - 180
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / size))) * 180) / Math.PI
  return { latitude: rounded(Math.min(mostLatitude, Math.max(-mostLatitude, latitude))), longitude: rounded(longitude) }
}
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** Where a point stands on a screen that shows this view, from its left upper corner. */
export function onScreen(point: Point, { centre, zoom }: View, { width, height }: Size): Pixel {
  const middle = toPixel(centre, zoom)
  const { x, y } = toPixel(point, zoom)
  return { x: x - middle.x + width / 2, y: y - middle.y + height / 2 }
}

/** The point that stands at this place of the screen. */
export function atScreen({ x, y }: Pixel, { centre, zoom }: View, { width, height }: Size): Point {
  const middle = toPixel(centre, zoom)
  return toPoint({ x: middle.x + x - width / 2, y: middle.y + y - height / 2 }, zoom)
}

export const isInside = ({ x, y }: Pixel, { width, height }: Size, margin: number): boolean =>
  x >= margin && y >= margin && x <= width - margin && y <= height - margin

export const metresPerPixel = (latitude: number, zoom: number): number =>
  (equatorMetres * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom

export interface Tile {
  z: number
  x: number
  y: number
  left: number
  top: number
}

/** The pictures that a view is made of; the world goes round, but has an upper and a lower end. */
export function tilesOf({ centre, zoom }: View, { width, height }: Size): Tile[] {
  const middle = toPixel(centre, zoom)
  const count = 2 ** zoom
  const [left, top] = [middle.x - width / 2, middle.y - height / 2]
  const tiles: Tile[] = []
  for (let row = Math.floor(top / tileSize); row * tileSize < top + height; row++) {
    if (row < 0 || row >= count) continue
    for (let column = Math.floor(left / tileSize); column * tileSize < left + width; column++)
      tiles.push({
        ...{ z: zoom, x: ((column % count) + count) % count, y: row },
        ...{ left: column * tileSize - left, top: row * tileSize - top },
      })
  }
  return tiles
}

/** A round distance that is at most so many pixels long: 1, 2 or 5 with zeros, in metres. */
export function scaleOf(metres: number, most: number): { metres: number; width: number } {
  const longest = metres * most
  const power = 10 ** Math.floor(Math.log10(longest))
  const round = [5, 2, 1].map(step => step * power).find(distance => distance <= longest) ?? power
  return { metres: round, width: round / metres }
}
