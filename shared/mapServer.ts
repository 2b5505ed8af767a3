import { z } from 'zod'

const address = z
  .string()
  .max(2000)
  .refine(text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
const withMarks = (...marks: string[]) =>
  address.refine(text =>
    marks.every(mark => text.split(`{${mark}}`).length === 2 && !hostOf(text).includes(`{${mark}}`)),
  )

/** Where pictures of a map are, as `https://host/{z}/{x}/{y}.png`. */
export const tilesUrl = withMarks('z', 'x', 'y')
/** What finds places by their address and answers as Nominatim does, as `https://host/search?format=json&q={q}`. */
export const geocoderUrl = withMarks('q')

/** GET /map: whom a desktop may ask for maps, as the operator named them; nobody where nothing stands here. */
export const mapAnswer = z.object({
  tiles: z.object({ url: tilesUrl, attribution: z.string().max(300) }).optional(),
  geocoder: z.object({ url: geocoderUrl }).optional(),
})
export type MapAnswer = z.infer<typeof mapAnswer>

/** What stands before the path: what is looked up must not choose whom one talks to. */
const hostOf = (text: string): string => /^[^/]*\/\/[^/?#]*/.exec(text)?.[0] ?? ''
