/** Deep equality of record values; the order of keys does not matter, of items it does. Absent equals absent only. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i]))
  }
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  const keys = Object.keys(left).filter(key => left[key] !== undefined)
  const others = Object.keys(right).filter(key => right[key] !== undefined)
  return (
    keys.length === others.length && keys.every(key => right[key] !== undefined && sameValue(left[key], right[key]))
  )
}

/** Nothing to show or keep: undefined, null, empty text, an empty set, an object without a value. */
export function isEmpty(value: unknown, depth = 0): boolean {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  // No value of ours is nested as deep; what comes from outside may be, until the stack is full.
  if (typeof value === 'object') return depth < 5 && Object.values(value).every(part => isEmpty(part, depth + 1))
  return false
}

/** JSON with sorted keys: the same value gives the same text on every machine, for hashes and derived ids. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonicalJson(v)}`).join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

/** Whether JSON is nested no deeper than this, found out without recursion: what comes from outside may fill the stack. */
export function nestsAtMost(value: unknown, levels: number): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return false
    level = level.flatMap(item => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return true
}
