import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'

/** Where a page ended: the order it was made for, and the sort values of its last row, the id among them. */
const place = z.object({ sort: z.string(), at: z.array(z.string().nullable()).max(8) })

export const cursorText = (sort: string, at: (string | null)[]): string =>
  Buffer.from(JSON.stringify({ sort, at })).toString('base64url')

/** Throws `input.invalid` for what is no cursor of this order. */
export function readCursor(cursor: string, sort: string, columns: number): (string | null)[] {
  const parsed = place.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()))
  if (!parsed.success || parsed.data.sort !== sort || parsed.data.at.length !== columns)
    throw new AppError('input.invalid', { fields: { cursor: { reason: 'badValue' } } })
  return parsed.data.at
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
