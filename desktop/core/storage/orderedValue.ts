/** What SQLite stores or compares with. */
export type SqlValue = string | number | bigint | Buffer | null

/**
 * A JSON value as it stands in a column, such that SQLite's order (NULL, numbers, text, blobs) is RxDB's order
 * (missing, null, numbers, text, booleans) and equality is the same: null is below every number, text is compared
 * by UTF-16 units, a boolean is a blob. An array or object cannot be compared this way and counts as missing.
 */
export function orderedValue(value: unknown): SqlValue {
  switch (typeof value) {
    case 'string':
      return orderedText(value)
    case 'number':
      return orderedNumber(value)
    case 'boolean':
      return value ? trueBlob : falseBlob
    default:
      return value === null ? nullMark : null
  }
}

/** How null stands in a column: below every number that JSON can hold. */
export const nullMark = Number.NEGATIVE_INFINITY
export const trueBlob = Buffer.from([1])
export const falseBlob = Buffer.from([0])

/**
 * JavaScript compares text by UTF-16 unit, SQLite by UTF-8 byte; they differ only where a unit from D800 up is met
 * (emoji and other astral characters, private use, CJK compatibility). Such units are written as characters of
 * plane 16 (10D800 to 10FFFF), which keeps their order; text without them, nearly all there is, stays itself.
 */
export function orderedText(text: string): string {
  return isOrderedAsIs(text)
    ? text
    : text.replace(highUnit, unit => String.fromCodePoint(0x100000 + unit.charCodeAt(0)))
}

/** Whether both orders treat this text alike. */
export const isOrderedAsIs = (text: string): boolean => text.search(highUnit) === -1

// Without the u flag these are UTF-16 units, as they should be.
const highUnit = /[\ud800-\uffff]/g

/** Whole numbers as integers (1 to 8 bytes instead of 8); what JSON cannot hold becomes null, as JSON writes it. */
function orderedNumber(value: number): SqlValue {
  if (Number.isSafeInteger(value)) return BigInt(value)
  return Number.isFinite(value) ? value : nullMark
}
