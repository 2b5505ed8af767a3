import { AppError } from '../../shared/errors.ts'

/** What a disk says when it does not do as it is told. Full is something that the operator mends, and uploads go on then. */
export function asDiskError(thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('code' in thrown)) return thrown
  const code = String(thrown.code)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('storage.full', { cause: thrown })
  if (known.has(code)) return new AppError('storage.failed', { params: { reason: code }, cause: thrown })
  return thrown
}

const known = new Set(['EACCES', 'EPERM', 'EROFS', 'EIO', 'ENOENT', 'ENOTDIR', 'EMFILE', 'ESTALE', 'ETIMEDOUT'])

export const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'
