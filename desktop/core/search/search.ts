import type { AnyKind } from '../../../shared/entity.ts'
import type { Kinds } from '../../../shared/kinds.ts'
import { canSee, type Viewer } from '../../../shared/permissions/viewer.ts'
import { phoneQueryForms } from '../../../shared/phone.ts'
import { searchTerms } from '../../../shared/text.ts'
import type { Hit, ListRow } from '../api/functions.ts'
import type { Lists } from '../lists/lists.ts'
import type { Reader } from '../storage/database.ts'
import { hitOf } from './hits.ts'
import { matchOf, prefix, whole } from './matches.ts'
import { createNearTerms, shortestNear } from './nearTerms.ts'
import { numberMark, titleMark, titleStart } from './searchText.ts'

export interface SearchAsk {
  words: string
  /** All that the viewer may see, if absent. */
  kinds?: readonly string[]
  /** Of each kind. */
  limit: number
}
export interface SearchAnswer {
  groups: { kind: string; hits: Hit[] }[]
  /** Nothing fits as it was typed; what is there was found by words one letter off. */
  corrected: boolean
}

export interface Search {
  query(ask: SearchAsk, viewer: Viewer): SearchAnswer
}

/** Fewer hits than this, and words one letter off are looked for too. */
const enough = 5
/** Below this many letters hits are not ranked but for the title's beginning: there are too many, all alike. */
const rankedFrom = 4
const candidates = 120

/** How well a record fits, best first: what is typed begins its title, is one of its numbers, stands in its title, anywhere. */
const fits = { title: 0, number: 1, inTitle: 2, anywhere: 3, near: 4 } as const
type Fit = (typeof fits)[keyof typeof fits]
type Found = { row: ListRow; fit: Fit }

export function createSearch({ reader, kinds, lists }: { reader: Reader; kinds: Kinds; lists: Lists }): Search {
  const near = createNearTerms(reader)
  const rowsOf = (table: string, match: string, limit: number): number[] =>
    reader
      .prepare(`SELECT rowid FROM "${table}" WHERE "${table}" MATCH ? LIMIT ?`)
      .pluck()
      .all(match, limit) as number[]

  const find = (kind: AnyKind, table: string, typed: Typed, limit: number, viewer: Viewer): Map<number, Found> => {
    const found = new Map<number, Found>()
    const take = (match: string | undefined, most: number, fitOf: (row: ListRow) => Fit): void => {
      if (match === undefined) return
      for (const number of rowsOf(table, match, most)) {
        const row = found.has(number) ? undefined : lists.rows(kind.name, [number])[0]
        if (row && isVisible(viewer, kind, row)) found.set(number, { row, fit: fitOf(row) })
      }
    }
    take(typed.title, limit, () => fits.title)
    take(typed.number, limit, () => fits.number)
    const most = typed.isRanked ? candidates : limit
    take(typed.words, most, row => (typed.terms.every(isIn(row.title)) ? fits.inTitle : fits.anywhere))
    return found
  }

  const searched = (ask: SearchAsk, viewer: Viewer): { kind: AnyKind; table: string }[] =>
    kinds.all.flatMap(kind => {
      const table = lists.tables.get(kind.name)?.current.search
      const isAsked = ask.kinds ? ask.kinds.includes(kind.name) : !kind.internal
      return table && isAsked && viewer.rights.kinds[kind.name] ? [{ kind, table }] : []
    })

  return {
    query(ask, viewer) {
      const typed = read(ask.words)
      const groups = new Map<AnyKind, Map<number, Found>>()
      let total = 0
      for (const { kind, table } of searched(ask, viewer)) {
        const found = find(kind, table, typed, ask.limit, viewer)
        total += found.size
        groups.set(kind, found)
      }
      const correction = total < enough ? correctionOf(typed, near.of) : undefined
      let corrected = false
      if (correction !== undefined) {
        for (const { kind, table } of searched(ask, viewer)) {
          const found = groups.get(kind)
          for (const number of rowsOf(table, correction, ask.limit)) {
            const row = found?.has(number) ? undefined : lists.rows(kind.name, [number])[0]
            if (!row || !isVisible(viewer, kind, row)) continue
            found?.set(number, { row, fit: fits.near })
            corrected = total === 0
          }
        }
      }
      const sorted = [...groups]
        .filter(([, found]) => found.size > 0)
        .map(([kind, found]) => ({ kind, found: [...found.values()].sort(bestFirst).slice(0, ask.limit) }))
        // Sorting is stable: kinds whose best hits fit alike stay in the order of the modules.
        .sort((a, b) => (a.found[0]?.fit ?? 9) - (b.found[0]?.fit ?? 9))
      return {
        groups: sorted.map(({ kind, found }) => ({
          kind: kind.name,
          hits: found.map(({ row }) => hitOf(kind, row, ask.words, viewer)),
        })),
        corrected,
      }
    },
  }
}

/** What is typed, as FTS5 queries. */
interface Typed {
  terms: string[]
  title: string | undefined
  number: string | undefined
  words: string | undefined
  isRanked: boolean
}

function read(words: string): Typed {
  const terms = [...new Set(searchTerms(words))]
  const start = titleStart(words)
  const numbers = phoneQueryForms(words).map(form => prefix(numberMark + form))
  return {
    terms,
    title: start === '' ? undefined : prefix(titleMark + start),
    number: numbers.length > 0 ? numbers.join(' OR ') : undefined,
    words: numbers.length > 0 || terms.length === 0 ? undefined : matchOf(words),
    isRanked: terms.join('').length >= rankedFrom,
  }
}

/** The same words with those of five letters or more also one letter off; undefined where no such words are known. */
function correctionOf(
  { terms, number }: Typed,
  near: (term: string, unfinished: boolean) => string[],
): string | undefined {
  if (number !== undefined) return undefined
  let isOther = false
  const parts = terms.map((term, i) => {
    const isLast = i === terms.length - 1
    const others = term.length < shortestNear ? [] : near(term, isLast)
    if (others.length > 0) isOther = true
    return `(${[prefix(term), ...others.map(isLast ? prefix : whole)].join(' OR ')})`
  })
  return isOther ? parts.join(' AND ') : undefined
}

const isVisible = (viewer: Viewer, kind: AnyKind, row: ListRow): boolean =>
  canSee(viewer, kind.name, { owner: row.owner ?? null, team: row.team ?? null })

const isIn = (title: string) => {
  const words = searchTerms(title)
  return (term: string): boolean => words.some(word => word.startsWith(term))
}

/** By fit; archived ones behind the others; then the newest. */
const bestFirst = (a: Found, b: Found): number =>
  a.fit - b.fit ||
  Number(a.row.archived) - Number(b.row.archived) ||
  (a.row.createdAt < b.row.createdAt ? 1 : a.row.createdAt > b.row.createdAt ? -1 : 0)
