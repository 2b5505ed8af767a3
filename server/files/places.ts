import { join } from 'node:path'

/** Where a content lies: a folder with a file for each of its parts. */
export interface BlobPlace {
  company: string
  blob: string
}

/** The last letters of an id are random: folders fill evenly. */
export const folderOf = (root: string, { company, blob }: BlobPlace): string =>
  join(root, company, blob.slice(-2), blob)

export const partName = (part: number): string => part.toString().padStart(6, '0')

/** A part that is moved to another place, or for another, does not open there. */
export const contextOf = ({ company, blob }: BlobPlace, part: number): string => `blob ${company} ${blob} ${part}`
