/** Two different groups to be typed, by position, in order. `random`: 0 ≤ x < 1. */
export function askedGroups(count: number, random: () => number = Math.random): [number, number] {
  const first = Math.floor(random() * count)
  const second = (first + 1 + Math.floor(random() * (count - 1))) % count
  return first < second ? [first, second] : [second, first]
}

/** Read as the code itself is: any case, O for 0, I and L for 1, spaces and dashes aside. */
export const sameGroup = (typed: string, group: string): boolean => plain(typed) === plain(group)

const plain = (text: string): string =>
  text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[ILİ]/g, '1')
