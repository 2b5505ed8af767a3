import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, fromBase64Url, toBase64Url } from './bytes.ts'
import { newCredentials } from './credentials.ts'
import { newRecoveryCode, splitRecoveryCode } from './recoveryCode.ts'
import { defaultKdf, minimumKdf, splitPassword } from './splitKey.ts'
import { unwrapVaultKey, wrapVaultKey } from './vaultKey.ts'

const salt = new Uint8Array(16).fill(7)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('the split key', () => {
  it('is the same for the same password, salt and parameters, on every machine', async () => {
    const { authKey, wrapKey } = await splitPassword('demo-pergel', salt, minimumKdf)
    expect(hex(authKey)).toBe('189f44ed97d73e5522011b5b00c83927993e458788073811f83677a7f63a6519')
    expect(hex(wrapKey)).toBe('bcacf4847c9730dfaff859ecd2225a57ef6f332dc05810b8bd5ff6bf729504ba')
  })

  it('differs in both halves for another password or salt, and the halves tell nothing of each other', async () => {
    const one = await splitPassword('demo-pergel', salt, minimumKdf)
    const other = await splitPassword('demo-pergeL', salt, minimumKdf)
    const salted = await splitPassword('demo-pergel', new Uint8Array(16).fill(8), minimumKdf)
    const keys = [one, other, salted].flatMap(k => [hex(k.authKey), hex(k.wrapKey)])
    expect(new Set(keys).size).toBe(6)
  })

  it('does not care how a letter was composed', async () => {
    const composed = await splitPassword('gökçe şifre İ', salt, minimumKdf)
    const decomposed = await splitPassword('gökçe şifre İ'.normalize('NFD'), salt, minimumKdf)
    expect(hex(decomposed.authKey)).toBe(hex(composed.authKey))
  })

  it('refuses parameters that a server may have weakened', async () => {
    for (const weak of [{ memory: 19_455 }, { iterations: 1 }])
      await expect(splitPassword('x', salt, { ...defaultKdf, ...weak })).rejects.toMatchObject({
        code: 'input.invalid',
      })
    await expect(splitPassword('x', new Uint8Array(8), defaultKdf)).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(splitPassword('x', salt, { ...defaultKdf, memory: 10_000_000 })).rejects.toThrow()
  })
})

describe('the vault key', () => {
  it('opens by the key and for the purpose it was wrapped with, and by nothing else', async () => {
    const [key, other, vault] = [1, 2, 3].map(n => new Uint8Array(32).fill(n)) as [Uint8Array, Uint8Array, Uint8Array]
    const wrapped = await wrapVaultKey(vault, key, 'password')
    expect(hex(await unwrapVaultKey(wrapped, key, 'password'))).toBe(hex(vault))
    await expect(unwrapVaultKey(wrapped, other, 'password')).rejects.toMatchObject({ code: 'auth.failed' })
    await expect(unwrapVaultKey(wrapped, key, 'recovery')).rejects.toMatchObject({ code: 'auth.failed' })
    wrapped[20] = (wrapped[20] ?? 0) ^ 1
    await expect(unwrapVaultKey(wrapped, key, 'password')).rejects.toMatchObject({ code: 'auth.failed' })
  })

  it('is the same behind the password and behind the recovery code', async () => {
    const made = await newCredentials('uzun bir parola', { kdf: minimumKdf })
    const own = await splitPassword('uzun bir parola', fromBase64Url(made.credentials.salt), minimumKdf)
    const recovery = await splitRecoveryCode(made.recoveryCode)
    const opened = [
      await unwrapVaultKey(fromBase64Url(made.credentials.vaultKeyWrapped), own.wrapKey, 'password'),
      await unwrapVaultKey(fromBase64Url(made.credentials.recoveryWrapped), recovery.wrapKey, 'recovery'),
    ]
    expect(opened.map(hex)).toEqual([hex(made.vaultKey), hex(made.vaultKey)])
    expect(made.credentials.authKey).toBe(toBase64Url(own.authKey))
    expect(JSON.stringify(made.credentials)).not.toContain(toBase64Url(own.wrapKey))
  })
})

describe('a recovery code', () => {
  it('may be typed in small letters, without dashes, with O for 0 and I or L for 1', async () => {
    const code = newRecoveryCode()
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/)
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
    expect(hex((await splitRecoveryCode(typed)).authKey)).toBe(hex((await splitRecoveryCode(code)).authKey))
    await expect(splitRecoveryCode(code.slice(1))).rejects.toMatchObject({ code: 'auth.failed' })
  })
})

describe('base64url', () => {
  it('gives every byte string back and takes nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
        expect([...fromBase64Url(toBase64Url(bytes))]).toEqual([...bytes])
        expect(bytesOf(bytes.length).safeParse(toBase64Url(bytes)).success).toBe(bytes.length > 0)
      }),
    )
    expect(() => fromBase64Url('a+b/')).toThrow()
  })
})
