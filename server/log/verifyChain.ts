import { firstHash, hashBytes } from './chain.ts'
import { hashAt, headerEndOf, placeOf, type RowShape } from './rowBytes.ts'

/** What is wrong at a number of a chain. `to`: the last of several missing numbers. */
export interface Problem {
  company: string
  epoch: number
  number: number
  to?: number
  problem: ProblemKind
}
export type ProblemKind =
  /** Numbers without a row. */
  | 'missing'
  /** What the row says does not give its hash. */
  | 'altered'
  /** The row does not follow the one before it: something was removed, put in or exchanged. */
  | 'unlinked'
  /** The row agrees with itself but not with what was witnessed of this number. */
  | 'rewritten'
  /** The chain ends below what was witnessed, or below the company's own count. */
  | 'cut'
  /** Rows beyond the company's own count. */
  | 'surplus'

export interface Head {
  epoch: number
  number: number
  hash: string
}
export interface ChainResult {
  rows: number
  problems: Problem[]
  /** Problems beyond those listed. */
  more: number
  /** The last row; undefined of an empty chain. */
  head: Head | undefined
}

/** Of rows that are altered those found first, which need not be the same each time. */
const maxProblems = 1000

/**
 * Checks one company's chain, row by row in order of (epoch, number), as binary COPY sends them (rowBytes.ts). Whether a
 * row gives its own hash is found elsewhere (rowChecks.ts), and told to `altered` in any order. After a wrong row it goes
 * on from what the row says, so that one wrong row is one problem. `anchor`: where a pruned chain begins.
 */
export function chainVerifier(options: {
  company: string
  headerColumns: RowShape['headerColumns']
  witnessed: readonly Head[]
  /** What the company's row says of its head. */
  current: Head
  anchor?: Head
}): { row(bytes: Buffer): void; altered(at: { epoch: number; number: number }): void; end(): ChainResult } {
  const { company } = options
  const problems = problemList()
  let rows = 0
  const start = options.anchor?.number ?? 0
  let last: { epoch: number; number: number } = { epoch: 0, number: start }
  let lastHash = (options.anchor ? Buffer.from(options.anchor.hash, 'hex') : firstHash).toString('latin1')
  const open = new Map(
    [...options.witnessed, options.current].map(head => [`${head.epoch}:${head.number}:${head.hash}`, head]),
  )
  const witnessedAt = Map.groupBy(open.values(), head => head.number)
  let lastOfEpoch = { epoch: -1, number: 0 }
  const ends = new Map<number, { number: number }>()

  const found = (problem: ProblemKind, at: { epoch: number; number: number; to?: number }) => {
    problems.add({ company, ...at, problem })
  }

  function compare(at: { epoch: number; number: number }, hash: string) {
    for (const head of witnessedAt.get(at.number) ?? []) {
      if (head.epoch !== at.epoch) continue
      open.delete(`${head.epoch}:${head.number}:${head.hash}`)
      if (Buffer.from(hash, 'latin1').toString('hex') !== head.hash) found('rewritten', at)
    }
  }

  function row(bytes: Buffer) {
    rows++
    const previous = headerEndOf(bytes, 0, options.headerColumns) + 4
    const { epoch, number } = placeOf(bytes)
    const stored = hashAt(bytes, previous + hashBytes + 4)
    if (number > last.number + 1)
      found('missing', { epoch, number: last.number + 1, ...(number > last.number + 2 ? { to: number - 1 } : {}) })
    else if (number <= last.number || hashAt(bytes, previous) !== lastHash) found('unlinked', { epoch, number })
    if (witnessedAt.has(number)) compare({ epoch, number }, stored)
    last = { epoch, number }
    lastHash = stored
    if (lastOfEpoch.epoch !== epoch) {
      lastOfEpoch = { epoch, number }
      ends.set(epoch, lastOfEpoch)
    }
    lastOfEpoch.number = number
  }

  function end(): ChainResult {
    const { current } = options
    if (last.number > current.number)
      found('surplus', { epoch: last.epoch, number: current.number + 1, to: last.number })
    const missed = [...open.values()].filter(head => head.number > (ends.get(head.epoch)?.number ?? start))
    for (const [epoch, heads] of Map.groupBy(missed, head => head.epoch)) {
      const number = (ends.get(epoch)?.number ?? last.number) + 1
      const to = Math.max(...heads.map(head => head.number))
      found('cut', { epoch, number, ...(to > number ? { to } : {}) })
    }
    const head = rows > 0 ? { ...last, hash: Buffer.from(lastHash, 'latin1').toString('hex') } : undefined
    return { rows, ...problems.inOrder(), head }
  }

  return { row, altered: at => found('altered', at), end }
}

/** Of each kind no more are kept than are listed: of a chain that is wrong throughout there are millions. */
function problemList() {
  const kept = new Map<ProblemKind, Problem[]>()
  let count = 0
  return {
    add(problem: Problem): void {
      count++
      const those = kept.get(problem.problem) ?? []
      if (those.length < maxProblems) those.push(problem)
      kept.set(problem.problem, those)
    },
    inOrder(): Pick<ChainResult, 'problems' | 'more'> {
      const listed = kinds
        .flatMap(kind => kept.get(kind) ?? [])
        .sort((a, b) => a.epoch - b.epoch || a.number - b.number)
        .slice(0, maxProblems)
      return { problems: listed, more: count - listed.length }
    },
  }
}
const kinds: readonly ProblemKind[] = ['missing', 'unlinked', 'altered', 'rewritten', 'surplus', 'cut']
