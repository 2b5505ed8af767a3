import { z } from 'zod'
import { structures } from '../../../shared/structures.ts'
import { call, none } from './define.ts'

const tile = z.int().min(0)

/**
 * Maps come from the servers that the operator of the company's server named, and else from nobody. Part of the table
 * in functions.ts.
 */
export const mapFunctions = {
  /** What there is to ask. Never throws: whoever cannot be asked now has nothing. */
  'map.settings': call(
    none,
    z.object({
      /** Absent: nobody is asked for pictures. */
      tiles: z.object({ attribution: z.string() }).optional(),
      /** A place can be looked for by its address. */
      canFind: z.boolean(),
    }),
  ),
  /** A picture of 256 by 256 pixels of the web's Mercator map, as a data URL. Throws network.offline, server.unavailable. */
  'map.tile': call(z.object({ z: tile.max(19), x: tile, y: tile }), z.object({ image: z.string() })),
  /** The place of an address; null where the named server knows none. Throws network.offline, server.unavailable. */
  'map.find': call(z.object({ words: z.string().min(1).max(300) }), structures.point.nullable()),
}
