import { AppError } from '../../shared/errors.ts'
import { compareRev, type Rev } from '../../shared/record.ts'

/** `<epoch>.<number>`, what `rev` holds, and `If-Match` and `ETag` in quotes. */
export const revText = ({ epoch, number }: Rev): string => `${epoch}.${number}`
export const etagOf = (rev: Rev): string => `"${revText(rev)}"`

/** What If-Match or If-None-Match names: any record that exists, or those revisions. */
export type Etags = '*' | readonly Rev[]

/**
 * Reads `*` or a list of entity tags. One that no record of ours ever had fits none; a proxy that compressed an answer
 * made its tag weak, and it is still the same revision. Throws `input.malformed` for what is no entity tag.
 */
export function readEtags(name: string, header: string | undefined): Etags | undefined {
  if (header === undefined) return undefined
  if (header.trim() === '*') return '*'
  const tags = header.split(',').map(text => text.trim())
  if (!tags.every(tag => /^(?:W\/)?"[\x21\x23-\x7e]*"$/.test(tag)))
    throw new AppError('input.malformed', { fields: { [name]: { reason: 'notAnEtag' } } })
  return tags.flatMap(tag => {
    const found = /^(?:W\/)?"(\d{1,9})\.(\d{1,15})"$/.exec(tag)
    return found ? [{ epoch: Number(found[1]), number: Number(found[2]) }] : []
  })
}

export const fits = (etags: Etags, rev: Rev): boolean => etags === '*' || etags.some(one => compareRev(one, rev) === 0)
