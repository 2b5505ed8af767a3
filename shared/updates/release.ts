import { z } from 'zod'

/**
 * What a release is, as its vendor signs it offline: which files, how long, with which SHA-512. Desktops install nothing
 * that is not in here. It stands as text inside the signed file, so that what is signed is what is parsed.
 */
export const release = z.strictObject({
  format: z.literal(1),
  product: z.literal('pergel'),
  version: z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/),
  /** Grows by one with every release: an older signed release, offered again, is known by it. */
  number: z.int().min(1),
  at: z.iso.datetime(),
  /** Desktops below this version are asked to update at once, whatever the share of the roll-out. */
  minimum: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/)
    .optional(),
  files: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[\w][\w.+-]*$/),
        size: z.int().min(1),
        /** Base64, as the updater's own files have it. */
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
      }),
    )
    .min(1)
    .max(100),
})
export type Release = z.infer<typeof release>

/** `release.json`: one file, so that nobody fetches the release of one moment and the signature of another. */
export const signedRelease = z.strictObject({
  release: z.string().max(100_000),
  /** Base64 Ed25519 over `signedText`. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
})

export const releaseFile = 'release.json'

/** What the signature covers: the purpose stands before the text, so the key's other signatures are worth nothing here. */
export const signedText = (text: string): string => `pergel release 1\n${text}`
