const hexValue = new Uint8Array(128)
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  hexValue[digit.charCodeAt(0)] = value
  hexValue[digit.toUpperCase().charCodeAt(0)] = value
}
const millisecondsTo2000 = Date.UTC(2000, 0, 1)
const high = 2 ** 32

/** Writes the parts of chain.ts one behind the other into memory that is used again; `take` copies them out. */
export class PartWriter {
  private bytes = Buffer.allocUnsafeSlow(4096)
  private end = 0
  private lastTime = ''
  private lastMicroseconds = 0

  byte(value: number): this {
    this.reserve(1)
    this.bytes[this.end++] = value
    return this
  }

  raw(bytes: Uint8Array): this {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.end)
    this.end += bytes.length
    return this
  }

  /** A part of one byte. */
  flag(value: boolean): this {
    return this.length(1).byte(value ? 1 : 0)
  }

  text(text: string | undefined | null): this {
    if (text === undefined || text === null) return this.absent()
    this.reserve(4 + text.length * 3)
    const length = this.bytes.write(text, this.end + 4)
    this.bytes.writeInt32BE(length, this.end)
    this.end += 4 + length
    return this
  }

  uuid(uuid: string | undefined | null): this {
    if (uuid === undefined || uuid === null) return this.absent()
    if (uuid.length !== 36) throw new RangeError('not a UUID')
    this.length(16)
    this.reserve(16)
    const { bytes } = this
    let { end } = this
    for (let i = 0; i < 36; i += 2) {
      if (uuid.charCodeAt(i) === 45) i++
      bytes[end++] = ((hexValue[uuid.charCodeAt(i)] ?? 0) << 4) | (hexValue[uuid.charCodeAt(i + 1)] ?? 0)
    }
    this.end = end
    return this
  }

  integer(integer: number | undefined): this {
    if (integer === undefined) return this.absent()
    this.length(8)
    this.reserve(8)
    const upper = Math.floor(integer / high)
    this.bytes.writeInt32BE(upper, this.end)
    this.bytes.writeUInt32BE(integer - upper * high, this.end + 4)
    this.end += 8
    return this
  }

  time(iso: string): this {
    // All rows of a transaction have one time.
    if (iso !== this.lastTime) {
      this.lastTime = iso
      this.lastMicroseconds = (Date.parse(iso) - millisecondsTo2000) * 1000
    }
    return this.integer(this.lastMicroseconds)
  }

  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.end))
    this.end = 0
    return taken
  }

  private absent(): this {
    return this.length(-1)
  }

  private length(length: number): this {
    this.reserve(4)
    this.bytes.writeInt32BE(length, this.end)
    this.end += 4
    return this
  }

  private reserve(more: number): void {
    if (this.end + more <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow((this.end + more) * 2)
    this.bytes.copy(larger, 0, 0, this.end)
    this.bytes = larger
  }
}
