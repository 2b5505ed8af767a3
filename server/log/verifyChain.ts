import { type ChainTag, chainHash, firstHash } from './chain.ts'

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
  let lastHash = options.anchor ? Buffer.from(options.anchor.hash, 'hex') : firstHash
  const open = new Map(
    [...options.witnessed, options.current].map(head => [`${head.epoch}:${head.number}:${head.hash}`, head]),
  )
  const witnessedAt = Map.groupBy(open.values(), head => head.number)
  const lastOfEpoch = new Map<number, number>()

  const found = (problem: ProblemKind, at: { epoch: number; number: number; to?: number }) => {
    if (problems.length === maxProblems) more++
    else problems.push({ company, ...at, problem })
  }

  function compare(at: { epoch: number; number: number }, hash: Buffer) {
    for (const head of witnessedAt.get(at.number) ?? []) {
      if (head.epoch !== at.epoch) continue
      open.delete(`${head.epoch}:${head.number}:${head.hash}`)
      if (hash.toString('hex') !== head.hash) found('rewritten', at)
    }
  }

  function row(bytes: Buffer) {
    rows++
    const ends = partEnds(bytes, options.headerColumns + 3)
    const at = { epoch: Number(bytes.readBigInt64BE(24)), number: Number(bytes.readBigInt64BE(36)) }
    const [headerEnd = 0, previousEnd = 0, hashEnd = 0] = ends.slice(-4)
    const previous = bytes.subarray(headerEnd + 4, previousEnd)
    const hash = bytes.subarray(previousEnd + 4, hashEnd)
    if (at.number > last.number + 1)
      found('missing', {
        epoch: at.epoch,
        number: last.number + 1,
        ...(at.number > last.number + 2 ? { to: at.number - 1 } : {}),
      })
    else if (at.number <= last.number || !previous.equals(lastHash)) found('unlinked', at)
    if (!isWhole(tag, previous, bytes.subarray(0, headerEnd), bytes.subarray(hashEnd + 4), hash)) found('altered', at)
    compare(at, hash)
    last = at
    lastHash = Buffer.from(hash)
    lastOfEpoch.set(at.epoch, at.number)
  }

  function end(): ChainResult {
    const { current } = options
    if (last.number > current.number)
      found('surplus', { epoch: last.epoch, number: current.number + 1, to: last.number })
    const missed = [...open.values()].filter(head => head.number > (lastOfEpoch.get(head.epoch) ?? start))
    for (const [epoch, heads] of Map.groupBy(missed, head => head.epoch)) {
      const number = (lastOfEpoch.get(epoch) ?? last.number) + 1
      const to = Math.max(...heads.map(head => head.number))
      found('cut', { epoch, number, ...(to > number ? { to } : {}) })
    }
    const head = rows > 0 ? { ...last, hash: lastHash.toString('hex') } : undefined
    return { rows, problems, more, head }
  }

  return { row, end }
}

function isWhole(tag: ChainTag, previous: Buffer, header: Buffer, changes: Buffer, hash: Buffer): boolean {
  try {
    return chainHash(tag, previous, header, changes).equals(hash)
  } catch {
    return false
  }
}

/** Where each of the first `count` columns ends. */
function partEnds(bytes: Buffer, count: number): number[] {
  const ends: number[] = []
  for (let at = 0; ends.length < count; ends.push(at)) at += 4 + Math.max(bytes.readInt32BE(at), 0)
  return ends
}
