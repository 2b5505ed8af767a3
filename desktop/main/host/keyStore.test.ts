import { expect, test } from 'vitest'
import { keyStoreHandlers, worthOf } from './keyStore.ts'

const store = (backend: 'basic_text' | 'gnome_libsecret' | 'unknown', isThere = true) => ({
  safeStorage: {
    isAsyncEncryptionAvailable: async () => isThere,
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: async (text: string) => Buffer.from(`sealed ${text}`),
    decryptStringAsync: async (bytes: Buffer) => {
      if (!bytes.toString().startsWith('sealed ')) throw new Error('not ours')
      return { result: bytes.toString().slice(7), shouldReEncrypt: false }
    },
  },
})

test('a Linux without a keyring is weak, one with it and the other systems are not', async () => {
  expect(await worthOf(store('basic_text'), 'linux')).toBe('weak')
  expect(await worthOf(store('unknown'), 'linux')).toBe('weak')
  expect(await worthOf(store('gnome_libsecret'), 'linux')).toBe('strong')
  expect(await worthOf(store('unknown'), 'darwin')).toBe('strong')
  expect(await worthOf(store('unknown', false), 'win32')).toBe('none')
})

test('a system that cannot even say is none', async () => {
  const { safeStorage } = store('unknown')
  const broken = { ...safeStorage, isAsyncEncryptionAvailable: () => Promise.reject(new Error('no bus')) }
  expect(await worthOf({ safeStorage: broken }, 'linux')).toBe('none')
})

test('any bytes come back as they were, and something else is said to be the wrong key', async () => {
  const handlers = keyStoreHandlers(store('gnome_libsecret'))
  const value = new Uint8Array(256).map((_, i) => i)
  const sealed = await handlers['keys.protect']?.({ value })
  expect(Buffer.from(sealed?.value ?? []).includes(Buffer.from(value))).toBe(false)
  expect(await handlers['keys.reveal']?.({ value: sealed?.value ?? value })).toEqual({ value })
  await expect(async () => handlers['keys.reveal']?.({ value })).rejects.toMatchObject({ code: 'storage.wrongKey' })
})
