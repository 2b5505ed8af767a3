import { trFold } from '../../../../shared/text.ts'

/** A key for what a person has named: `Makine sayısı` gives `makineSayisi`, and with a number where that is taken. */
export function keyFrom(name: string, taken: ReadonlySet<string>): string {
  const words = trFold(name).match(/[a-z0-9]+/g) ?? []
  const joined = words.map((word, at) => (at === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1))).join('')
  const key = (/^[a-z]/.test(joined) ? joined : `x${joined}`).slice(0, 36)
  if (!taken.has(key)) return key
  let number = 2
  while (taken.has(`${key}${number}`)) number++
  return `${key}${number}`
}
