/**
 * Below 0 when `a` is older than `b`, 0 when they are the same (semver.org, 11: numbers as numbers, words as words, and
 * a version with a suffix before the one without).
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)]
  for (const [i, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[i] ?? 0)
    if (difference !== 0) return difference
  }
  if (left.suffix.length === 0 || right.suffix.length === 0) return right.suffix.length - left.suffix.length
  for (const [i, word] of left.suffix.entries()) {
    const other = right.suffix[i]
    if (other === undefined) return 1
    const difference = compareWords(word, other)
    if (difference !== 0) return difference
  }
  return left.suffix.length - right.suffix.length
}

function partsOf(version: string) {
  const [core = '', ...rest] = version.split('+')[0]?.split('-') ?? []
  const suffix = rest.join('-')
  return { numbers: core.split('.').map(Number), suffix: suffix === '' ? [] : suffix.split('.') }
}

function compareWords(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [a, b].map(word => /^\d+$/.test(word))
  if (isNumber && isOtherNumber) return Number(a) - Number(b)
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}
