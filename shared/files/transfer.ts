import { z } from 'zod'

/** Contents travel and lie in parts of this many bytes, the last one in what is left. Small enough for slow lines. */
export const partBytes = 1_048_576

export const partsOf = (size: number): number => Math.ceil(size / partBytes)
export const lengthOfPart = (size: number, part: number): number => Math.min(partBytes, size - part * partBytes)

export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)
/** The text of a file that search goes through: characters. */
export const mostText = 20_000

/** What is sent to begin, or go on with, the upload of a file record's content. */
export const uploadRequest = z.strictObject({ size: z.int().min(0), hash: sha256Hex })

/** How far an upload is. `have`: the parts that have come, as runs of [first, last]. */
export const uploadState = z.object({
  state: z.enum([
    /** Parts are missing, or it has not been asked to be finished. */
    'open',
    /** All has come and is read once more; ask again. */
    'checking',
    'done',
  ]),
  partBytes: z.int().positive(),
  parts: z.int().min(0),
  have: z.array(z.tuple([z.int().min(0), z.int().min(0)])),
})
export type UploadState = z.infer<typeof uploadState>

/** What ends an upload: the text in the file, where whoever sends it could take it out. */
export const uploadEnd = z.strictObject({ text: z.string().max(mostText).optional() })

/** Numbers in order as runs of neighbours: [0, 1, 2, 7] are [[0, 2], [7, 7]]. */
export function runsOf(numbers: Iterable<number>): [number, number][] {
  const runs: [number, number][] = []
  for (const number of numbers) {
    const last = runs.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else runs.push([number, number])
  }
  return runs
}

/** The first `count` numbers that stand in none of the runs. */
export function* missingIn(runs: readonly (readonly [number, number])[], count: number): Generator<number> {
  let next = 0
  for (const [first, last] of runs) {
    for (; next < Math.min(first, count); next++) yield next
    next = Math.max(next, last + 1)
  }
  for (; next < count; next++) yield next
}
