import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { uuid } from '../../../shared/record.ts'

/** Where a window ended: the last row's sort value (null: it has none) and id. Stays right when records come and go. */
export interface Cursor {
  key: string | number | null
  id: string
}

const shape = z.tuple([z.union([z.string(), z.number(), z.null()]), uuid])

export const writeCursor = ({ key, id }: Cursor): string => Buffer.from(JSON.stringify([key, id])).toString('base64url')

/** Throws `input.malformed`. */
export function readCursor(text: string): Cursor {
  try {
    const [key, id] = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { key, id }
  } catch (cause) {
    throw new AppError('input.malformed', { cause })
  }
}
