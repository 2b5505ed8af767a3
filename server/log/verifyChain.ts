import { type ChainTag, firstHash, hashBytes, rowHash } from './chain.ts'

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

const maxProblems = 1000

/**
 * Checks one company's chain, row by row in order of (epoch, number). A row: the header's parts (company, epoch and
 * number first), then previous hash, hash and changes, as binary COPY sends them. After a wrong row it goes on from what
 * the row says, so that one wrong row is one problem. `anchor`: where a pruned chain begins.
 */
export function chainVerifier(options: {
  tag: ChainTag
  company: string
  /** Number of columns in the header. */
  headerColumns: number
  witnessed: readonly Head[]
  /** What the company's row says of its head. */
  current: Head
  anchor?: Head
}): { row(bytes: Buffer): void; end(): ChainResult } {
  const { tag, company } = options
  const problems: Problem[] = []
  let more = 0
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
    if (problems.length === maxProblems) more++
    else problems.push({ company, ...at, problem })
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
    let headerEnd = 0
    for (let column = 0; column < options.headerColumns; column++) headerEnd = columnEnd(bytes, headerEnd)
    const [previous, hash] = [headerEnd + 4, headerEnd + 8 + hashBytes]
    const [epoch, number] = [integerAt(bytes, 24), integerAt(bytes, 36)]
    const isFormed = columnEnd(bytes, headerEnd) === hash - 4 && columnEnd(bytes, hash - 4) === hash + hashBytes
    const stored = bytes.toString('latin1', hash, hash + hashBytes)
    if (number > last.number + 1)
      found('missing', { epoch, number: last.number + 1, ...(number > last.number + 2 ? { to: number - 1 } : {}) })
    else if (number <= last.number || bytes.toString('latin1', previous, previous + hashBytes) !== lastHash)
      found('unlinked', { epoch, number })
    if (!isFormed || !isWhole(bytes, headerEnd, previous, hash + hashBytes + 4, stored))
      found('altered', { epoch, number })
    if (witnessedAt.has(number)) compare({ epoch, number }, stored)
    last = { epoch, number }
    lastHash = stored
    if (lastOfEpoch.epoch !== epoch) {
      lastOfEpoch = { epoch, number }
      ends.set(epoch, lastOfEpoch)
    }
    lastOfEpoch.number = number
  }

  function isWhole(bytes: Buffer, headerEnd: number, previous: number, changes: number, stored: string): boolean {
    try {
      return rowHash(tag, bytes, previous, bytes, 0, headerEnd, bytes, changes, bytes.length) === stored
    } catch {
      return false
    }
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
    return { rows, problems, more, head }
  }

  return { row, end }
}

/** Where the column that begins at `at` ends. */
const columnEnd = (bytes: Buffer, at: number): number => at + 4 + Math.max(bytes.readInt32BE(at), 0)
const integerAt = (bytes: Buffer, at: number): number => bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)
