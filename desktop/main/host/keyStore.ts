import { AppError } from '../../../shared/errors.ts'
import type { HostHandlers } from '../../core/api/host.ts'
import type { UsedElectron } from '../electron.ts'

type Store = Pick<UsedElectron, 'safeStorage'>
export type Worth = 'none' | 'weak' | 'strong'

/** How well the system keeps a secret. A Linux without a keyring has a key that every program knows. */
export async function worthOf({ safeStorage }: Store, platform: NodeJS.Platform): Promise<Worth> {
  if (!(await safeStorage.isAsyncEncryptionAvailable().catch(() => false))) return 'none'
  if (platform !== 'linux') return 'strong'
  const backend = safeStorage.getSelectedStorageBackend()
  return backend === 'basic_text' || backend === 'unknown' ? 'weak' : 'strong'
}

/** Encrypts and decrypts for core. What comes and goes are keys: nothing of it is logged or kept here. */
export const keyStoreHandlers = ({ safeStorage }: Store): Pick<HostHandlers, 'keys.protect' | 'keys.reveal'> => ({
  'keys.protect': async ({ value }) => ({
    // safeStorage takes text; Base64 is text whatever the bytes are.
    value: new Uint8Array(await safeStorage.encryptStringAsync(Buffer.from(value).toString('base64'))),
  }),
  'keys.reveal': async ({ value }) => {
    const { result } = await safeStorage.decryptStringAsync(Buffer.from(value)).catch(cause => {
      throw new AppError('storage.wrongKey', { cause })
    })
    return { value: new Uint8Array(Buffer.from(result, 'base64')) }
  },
})
