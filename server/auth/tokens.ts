import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const prefixes = { session: 'pgs_', apiKey: 'pgk_', device: 'pgd_', invitation: 'pgi_', reset: 'pgr_' } as const
export type TokenKind = keyof typeof prefixes

/** 32 random bytes behind a prefix that tells what it is, also to those who scan for leaked keys. */
export const newToken = (kind: TokenKind): string => prefixes[kind] + randomBytes(32).toString('base64url')

export function tokenKind(token: string): TokenKind | undefined {
  if (!/^pg[a-z]_[A-Za-z0-9_-]{43}$/.test(token)) return undefined
  return (Object.keys(prefixes) as TokenKind[]).find(kind => token.startsWith(prefixes[kind]))
}

/** What is kept of a token or key. It is random, so that one round of SHA-256 is enough. */
export const tokenHash = (token: string | Uint8Array): Buffer => createHash('sha256').update(token).digest()

/** Takes the same time wherever the two differ. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)
