import { expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { chainHash, firstHash, logHeader, sealChanges } from './chain.ts'
import { rowChecks } from './rowChecks.ts'

const shape = { tag: 'PGL1' as const, headerColumns: 20 }
const id = uuidv7()

function part(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** A row of a chain as binary COPY sends it; of the number, with a value of so many letters. */
function row(number: number, letters: number): Buffer {
  const header = logHeader({
    ...{ company: id, epoch: 1, number, operation: id, label: 'edit', user: id, kind: 'thing', record: id },
    ...{ at: '2026-05-01T08:30:00.123Z', before: null, after: { owner: id, team: null }, causeDepth: 0 },
  })
  const changes = sealChanges([{ field: 'name', new: 'a'.repeat(letters) }])
  const hash = chainHash('PGL1', firstHash, header, changes)
  return Buffer.concat([header, part(firstHash), part(hash), part(changes)])
}

async function altered(rows: readonly Buffer[]): Promise<number[]> {
  const found: number[] = []
  const checks = rowChecks(shape, ({ number }) => found.push(number))
  try {
    for (const bytes of rows) checks.add(bytes)
    await checks.end()
  } finally {
    await checks.close()
  }
  return found.sort((a, b) => a - b)
}

it('finds the altered rows among more than one thread is given at a time, and in one that is larger than a batch', async () => {
  const rows = Array.from({ length: 6_000 }, (_, i) => row(i + 1, i === 1_499 || i === 1_500 ? 400_000 : 600))
  expect(await altered(rows)).toEqual([])
  for (const i of [0, 700, 1_500, 5_999]) {
    const bytes = rows[i] ?? Buffer.alloc(0)
    bytes[bytes.length - 1] = 0
  }
  expect(await altered(rows)).toEqual([1, 701, 1_501, 6_000])
})

it('takes what is no row for an altered one', async () => {
  const cut = row(1, 10).subarray(0, -3)
  expect(await altered([cut, row(2, 10)])).toEqual([1])
})
