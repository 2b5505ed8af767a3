/**
 * This process's clock can be wrong by years, as a machine's with an empty battery. Imported before everything else,
 * since others keep a reference to `Date.now`.
 */
const { now } = Date
let skew = 0

export function setSkew(ms: number): void {
  skew = ms
}

class SkewedDate extends Date {
  constructor(...args: unknown[]) {
    // The constructor has seven forms; only the one without arguments reads the clock.
    super(...((args.length === 0 ? [now() + skew] : args) as [number]))
  }
  static override now(): number {
    return now() + skew
  }
}
globalThis.Date = SkewedDate as DateConstructor
