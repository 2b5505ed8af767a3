import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { type MapAnswer, mapAnswer } from '../../../shared/mapServer.ts'
import type { Handlers } from '../api/dispatch.ts'
import type { mapFunctions } from '../api/map.ts'
import { ask, type OpenSession } from '../session/ask.ts'
import { askElsewhere } from './askElsewhere.ts'
import { keptPictures } from './pictures.ts'

/** An operator may name another server at any time. */
const settingsMs = 10 * 60_000
const mostPicture = 1_000_000
const mostAnswer = 200_000
const keptInMemory = 16_000_000
/** Only pictures that run nothing. */
const pictureTypes = new Set(['image/png', 'image/jpeg', 'image/webp'])
/** Nominatim's JSON: numbers as texts. */
const coordinate = (most: number) => z.coerce.number().min(-most).max(most)
const found = z.array(z.object({ lat: coordinate(90), lon: coordinate(180) })).max(100)

/** Maps, from the servers that the operator named. Nobody is asked before somebody looks at a map. */
export function mapHandlers(options: {
  session: () => OpenSession
  now: () => number
}): Pick<Handlers, keyof typeof mapFunctions> {
  const { session, now } = options
  const pictures = keptPictures(keptInMemory)
  const underWay = new Map<string, Promise<string>>()
  let known: { of: string; at: number; answer: Promise<MapAnswer> } | undefined

  /** Throws auth.required, network.offline, server.unavailable. */
  const settings = (): Promise<MapAnswer> => {
    const { server, token } = session()
    const of = `${server} ${token}`
    if (known?.of !== of) pictures.clear()
    if (known?.of === of && now() - known.at < settingsMs) return known.answer
    const answer = ask(server, { method: 'GET', path: '/map', token }, mapAnswer)
    const mine = { of, at: now(), answer }
    known = mine
    // What could not be asked is asked again.
    answer.catch(() => {
      if (known === mine) known = undefined
    })
    return answer
  }
  const fetched = async (url: string): Promise<string> => {
    const { type, bytes } = await askElsewhere(url, mostPicture)
    if (!pictureTypes.has(type)) throw new AppError('server.unavailable', { params: { reason: 'noPicture' } })
    return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
  }

  return {
    'map.settings': async () => {
      const { tiles, geocoder } = await settings().catch((): MapAnswer => ({}))
      return {
        ...(tiles ? { tiles: { attribution: tiles.attribution } } : {}),
        canFind: geocoder !== undefined,
      }
    },
    'map.tile': async ({ z, x, y }) => {
      const { tiles } = await settings()
      if (!tiles) throw new AppError('record.notFound')
      if (x >= 2 ** z || y >= 2 ** z) throw new AppError('input.invalid')
      const url = filled(tiles.url, { z, x, y })
      const kept = pictures.get(url)
      if (kept !== undefined) return { image: kept }
      const coming = underWay.get(url) ?? fetched(url).finally(() => underWay.delete(url))
      underWay.set(url, coming)
      const image = await coming
      pictures.put(url, image)
      return { image }
    },
    'map.find': async ({ words }) => {
      const { geocoder } = await settings()
      if (!geocoder) throw new AppError('record.notFound')
      const { bytes } = await askElsewhere(filled(geocoder.url, { q: words }), mostAnswer)
      const places = found.safeParse(jsonOf(bytes))
      if (!places.success) throw new AppError('server.unavailable', { params: { reason: 'noPlaces' } })
      const [first] = places.data
      return first ? { latitude: first.lat, longitude: first.lon } : null
    },
  }
}

const filled = (template: string, values: Record<string, string | number>): string =>
  template.replace(/\{(\w+)\}/g, (mark, name: string) =>
    Object.hasOwn(values, name) ? encodeURIComponent(String(values[name])) : mark,
  )

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // Said as an answer without places.
    return undefined
  }
}
