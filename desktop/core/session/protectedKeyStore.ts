import { fileKeyStore, type KeyStore } from './keyStore.ts'

/** Encryption by the system's key store (safeStorage), done by the shell. */
export interface Protection {
  /** The system has nothing better than a key that stands beside the data. */
  weak: boolean
  protect(value: Uint8Array): Promise<Uint8Array>
  reveal(value: Uint8Array): Promise<Uint8Array>
}

/**
 * A key store whose file holds only what the system's key store has encrypted. `plain` is the file of the browser shell:
 * a secret found there moves over when it is first asked for, so a profile can change shells and is never less protected
 * than before.
 */
export function protectedKeyStore(files: { guarded: string; plain: string }, protection: Protection): KeyStore {
  const guarded = fileKeyStore(files.guarded)
  const plain = fileKeyStore(files.plain)
  const write = async (name: string, value: Uint8Array) => guarded.write(name, await protection.protect(value))
  return {
    weak: protection.weak,
    async read(name) {
      const kept = await guarded.read(name)
      if (kept) return protection.reveal(kept)
      const left = await plain.read(name)
      if (!left) return null
      await write(name, left)
      await forget(name)
      return left
    },
    write: async (name, value) => {
      await write(name, value)
      await forget(name)
    },
    remove: async name => {
      await guarded.remove(name)
      await forget(name)
    },
  }

  async function forget(name: string): Promise<void> {
    if ((await plain.read(name)) !== null) await plain.remove(name)
  }
}
