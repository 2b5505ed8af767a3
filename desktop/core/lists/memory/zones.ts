import type { NumberColumn } from './columns.ts'

/**
 * What lies in each stretch of a column of numbers: most ranges take or leave a stretch as a whole. Records stand about
 * newest first, so a range of days has to look into few of them.
 */
export interface Zones {
  lows: Float64Array
  highs: Float64Array
  /** 1 where a slot has no value. */
  gaps: Uint8Array
  /** Slots taken in so far. */
  known: number
}

export const zoneSlots = 1024

/** The column's zones, with all of its first `size` slots in them. They only grow: a value that went leaves its mark. */
export function zonesOf(column: NumberColumn, size: number): Zones {
  const count = Math.ceil(size / zoneSlots)
  let zones = column.zones
  if (!zones || zones.lows.length < count) {
    const wider = madeZones(Math.ceil(count * 1.25))
    if (zones) {
      wider.lows.set(zones.lows)
      wider.highs.set(zones.highs)
      wider.gaps.set(zones.gaps)
      wider.known = zones.known
    }
    zones = wider
    column.zones = zones
  }
  for (; zones.known < size; zones.known++) widen(zones, zones.known, column.values[zones.known] as number)
  return zones
}

/** A slot has another value now. */
export function noteValue({ zones }: NumberColumn, slot: number, value: number): void {
  if (zones && slot < zones.known) widen(zones, slot, value)
}

const madeZones = (count: number): Zones => ({
  lows: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
  highs: new Float64Array(count).fill(Number.NEGATIVE_INFINITY),
  gaps: new Uint8Array(count),
  known: 0,
})

function widen({ lows, highs, gaps }: Zones, slot: number, value: number): void {
  const zone = Math.floor(slot / zoneSlots)
  if (Number.isNaN(value)) gaps[zone] = 1
  else {
    if (value < (lows[zone] as number)) lows[zone] = value
    if (value > (highs[zone] as number)) highs[zone] = value
  }
}
