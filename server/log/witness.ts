import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { uuid } from '../../shared/record.ts'

/** A head as somebody outside the database has seen it: a desktop, a backup, an exported file. */
export const witnessedHead = z.object({
  company: uuid,
  epoch: z.int().min(0),
  number: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})
export type WitnessedHead = z.infer<typeof witnessedHead>

/** Reads a heads file: one JSON object a line. Throws `input.invalid` naming the line that is not one. */
export function readHeads(text: string): WitnessedHead[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    const parsed = witnessedHead.safeParse(parseJson(line))
    if (!parsed.success)
      throw new AppError('input.invalid', { fields: { heads: { reason: 'badLine', params: { line: index + 1 } } } })
    return [parsed.data]
  })
}

/** The reverse of `readHeads`. */
export const writeHeads = (heads: readonly WitnessedHead[]): string =>
  heads.map(({ company, epoch, number, hash }) => `${JSON.stringify({ company, epoch, number, hash })}\n`).join('')

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
