/** A part of a text: does the other text lack it? */
export interface TextPart {
  text: string
  differs: boolean
}

/** Longer texts are shown without marks: comparing them costs the product of their words. */
const mostWords = 400

/** Both texts, word by word, with what each has of its own. Texts that share little are not marked at all. */
export function textDifferences(a: string, b: string): [TextPart[], TextPart[]] {
  const [left, right] = [wordsOf(a), wordsOf(b)]
  const plain = (text: string): TextPart[] => (text === '' ? [] : [{ text, differs: false }])
  if (left.length > mostWords || right.length > mostWords) return [plain(a), plain(b)]
  const [keptLeft, keptRight] = commonWords(left, right)
  const shared = left.reduce((sum, word, i) => sum + (keptLeft.has(i) ? word.trimEnd().length : 0), 0)
  if (shared * 3 < Math.min(a.length, b.length)) return [plain(a), plain(b)]
  return [joined(left, keptLeft), joined(right, keptRight)]
}

/** What each of two sets has of its own, and what they share, in the order of the first. */
export function setDifferences(a: readonly unknown[], b: readonly unknown[]) {
  const [left, right] = [new Set(a), new Set(b)]
  return {
    both: a.filter(item => right.has(item)),
    onlyA: a.filter(item => !right.has(item)),
    onlyB: b.filter(item => !left.has(item)),
  }
}

/** Words with the white space behind them. */
const wordsOf = (text: string): string[] => text.match(/\S+\s*/g) ?? []

/** Places of a longest common subsequence of words in both texts. */
function commonWords(left: readonly string[], right: readonly string[]): [Set<number>, Set<number>] {
  const width = right.length + 1
  const lengths = new Uint16Array((left.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  const same = (i: number, j: number): boolean => left[i]?.trimEnd() === right[j]?.trimEnd()
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      lengths[i * width + j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const [keptLeft, keptRight] = [new Set<number>(), new Set<number>()]
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (same(i, j)) {
      keptLeft.add(i++)
      keptRight.add(j++)
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return [keptLeft, keptRight]
}

function joined(words: readonly string[], kept: ReadonlySet<number>): TextPart[] {
  const parts: TextPart[] = []
  for (const [i, text] of words.entries()) {
    const differs = !kept.has(i)
    const last = parts.at(-1)
    if (last?.differs === differs) last.text += text
    else parts.push({ text, differs })
  }
  return parts
}
