import { z } from 'zod'
import { bytesOf, randomBytes, toBase64Url } from './bytes.ts'
import { newRecoveryCode, splitRecoveryCode } from './recoveryCode.ts'
import { defaultKdf, type Kdf, kdf, saltLength, splitPassword } from './splitKey.ts'
import { newVaultKey, wrappedLength, wrapVaultKey } from './vaultKey.ts'

/** What the server keeps of a password and a recovery code: nothing that opens the vault. Made by the client alone. */
export const credentials = z.strictObject({
  salt: bytesOf(saltLength),
  kdf,
  authKey: bytesOf(32),
  vaultKeyWrapped: bytesOf(wrappedLength),
  recoveryKey: bytesOf(32),
  recoveryWrapped: bytesOf(wrappedLength),
})
export type Credentials = z.infer<typeof credentials>

/** The shortest password; longer beats stranger (NIST SP 800-63B). */
export const minimumPassword = 10

/**
 * Credentials for a new password, with a new recovery code. `vaultKey`: the one to keep at a reset; a new account gets
 * a new one.
 */
export async function newCredentials(
  password: string,
  options: { vaultKey?: Uint8Array; kdf?: Kdf } = {},
): Promise<{ credentials: Credentials; recoveryCode: string; vaultKey: Uint8Array }> {
  const vaultKey = options.vaultKey ?? newVaultKey()
  const parameters = options.kdf ?? defaultKdf
  const salt = randomBytes(saltLength)
  const recoveryCode = newRecoveryCode()
  const [own, recovery] = await Promise.all([
    splitPassword(password, salt, parameters),
    splitRecoveryCode(recoveryCode),
  ])
  return {
    credentials: {
      salt: toBase64Url(salt),
      kdf: parameters,
      authKey: toBase64Url(own.authKey),
      vaultKeyWrapped: toBase64Url(await wrapVaultKey(vaultKey, own.wrapKey, 'password')),
      recoveryKey: toBase64Url(recovery.authKey),
      recoveryWrapped: toBase64Url(await wrapVaultKey(vaultKey, recovery.wrapKey, 'recovery')),
    },
    recoveryCode,
    vaultKey,
  }
}
