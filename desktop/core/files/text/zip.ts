import { inflateRawSync } from 'node:zlib'

/** More is not unpacked of one entry: a small archive may hold gigabytes of zeros. */
const mostBytes = 20_000_000
const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
const localHeader = 0x04034b50

/** What stands in a ZIP archive (APPNOTE 6.3), by name: enough to read office documents. Undefined where it is none. */
export function openZip(bytes: Buffer): { names: string[]; read(name: string): Buffer | undefined } | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== endOfDirectory) return undefined
  const entries = new Map<string, { method: number; packed: number; at: number }>()
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== directoryEntry) break
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    entries.set(name, {
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name)
      if (!entry || entry.at + 30 > bytes.length || bytes.readUInt32LE(entry.at) !== localHeader) return undefined
      const from = entry.at + 30 + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28)
      const packed = bytes.subarray(from, from + entry.packed)
      if (entry.method === 0) return packed
      return entry.method === 8 ? inflateRawSync(packed, { maxOutputLength: mostBytes }) : undefined
    },
  }
}
