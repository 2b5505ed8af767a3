import { trFold } from '../text.ts'
import { type When, whenIn } from './when.ts'
import { priorities, type Word, wordsOf } from './words.ts'

export interface QuickTaskPerson {
  id: string
  name: string
}
export interface QuickTaskContext {
  now: number
  /** The company's. */
  zone: string
  people: readonly QuickTaskPerson[]
  /** Words of the line, as typed, that mean only themselves: chips that were taken out. */
  plain?: ReadonlySet<string>
}

/** Something that the line says of the task besides its name; `text` is what was typed for it. */
export type QuickTaskPart =
  | ({ says: 'due'; text: string } & Omit<When, 'words'>)
  | { says: 'priority'; text: string; priority: 'high' | 'normal' | 'low' }
  | { says: 'person'; text: string; person: QuickTaskPerson }

export interface QuickTask {
  /** What is left when the parts are taken away. */
  subject: string
  parts: QuickTaskPart[]
}

/**
 * Reads a line such as `Teklif için ara yarın 10:00 !yüksek @Mert`, in Turkish or English: one time, one priority, any
 * number of colleagues. What is understood stands as a part; what is not stays in the subject.
 */
export function parseQuickTask(line: string, context: QuickTaskContext): QuickTask {
  const words = wordsOf(line)
  const taken = new Set<number>()
  const textOf = (places: readonly number[]): string => places.map(at => rawOf(line, words[at])).join(' ')
  const isPlain = (places: readonly number[]): boolean => context.plain?.has(textOf(places)) === true
  const parts: QuickTaskPart[] = []
  const take = (places: readonly number[], part: (text: string) => QuickTaskPart): void => {
    if (isPlain(places)) return
    parts.push(part(textOf(places)))
    for (const at of places) taken.add(at)
  }

  for (const [at, word] of words.entries()) {
    const priority = priorities.get(word.bare)
    if (priority && !parts.some(part => part.says === 'priority'))
      take([at], text => ({ says: 'priority', text, priority }))
    const found = word.bare.startsWith('@') ? personAt(words, at, context.people) : undefined
    if (found && !parts.some(part => part.says === 'person' && part.person.id === found.person.id))
      take(found.places, text => ({ says: 'person', text, person: found.person }))
  }
  const when = whenIn(words, context, at => !taken.has(at))
  if (when) {
    const { words: places, ...due } = when
    take(places, text => ({ says: 'due', text, ...due }))
  }
  const left = words.filter((_, at) => !taken.has(at)).map(word => rawOf(line, word))
  return { subject: left.join(' '), parts }
}

const rawOf = (line: string, word: Word | undefined): string => (word ? line.slice(word.from, word.to) : '')

/** `@Mert`, `@mert kaplan`, `@kap`: whoever alone has names that begin so, the whole name first. */
function personAt(words: readonly Word[], at: number, people: readonly QuickTaskPerson[]) {
  for (const count of [3, 2, 1]) {
    const places = Array.from({ length: count }, (_, n) => at + n).filter(place => place < words.length)
    if (places.length < count) continue
    const typed = places
      .map(place => words[place]?.bare ?? '')
      .join(' ')
      .slice(1)
    if (typed === '') return undefined
    const named = people.map(person => ({ person, name: trFold(person.name) }))
    const exact = named.filter(({ name }) => (count > 1 ? name === typed : name.split(' ').includes(typed)))
    const begins = named.filter(
      ({ name }) => name.startsWith(typed) || name.split(' ').some(part => part.startsWith(typed)),
    )
    const fitting = exact.length > 0 ? exact : begins
    const [only] = fitting
    if (only && fitting.length === 1) return { person: only.person, places }
  }
  return undefined
}
