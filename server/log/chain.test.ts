import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import { chainHash, eraseChanges, firstHash, type LogHeader, logHeader, readChanges, sealChanges } from './chain.ts'
import { isWhole, placeOf } from './rowBytes.ts'
import { chainVerifier, type Head } from './verifyChain.ts'

const company = '0190a000-0000-7000-8000-000000000001'
const header = (number: number, more: Partial<LogHeader> = {}): LogHeader => ({
  company,
  epoch: 1,
  number,
  operation: uuidv7(),
  label: 'edit',
  user: uuidv7(),
  at: '2026-05-01T08:30:00.123Z',
  kind: 'thing',
  record: uuidv7(),
  before: null,
  causeDepth: 0,
  after: { owner: uuidv7(), team: null },
  ...more,
})
const part = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(new Uint8Array(new Uint32Array([bytes.length]).buffer)).reverse(), bytes])

interface Row {
  header: Buffer
  previous: Buffer
  hash: Buffer
  changes: Buffer
}
function chainOf(count: number): Row[] {
  const rows: Row[] = []
  for (let number = 1; number <= count; number++) {
    const changes = sealChanges([
      { field: 'name', old: number === 1 ? undefined : `Ad ${number - 1}`, new: `Ad ${number}` },
      { field: 'amount', new: { amount: number, currency: 'TRY' } },
    ])
    const previous = rows.at(-1)?.hash ?? firstHash
    const bytes = logHeader(header(number))
    rows.push({ header: bytes, previous, changes, hash: chainHash('PGL1', previous, bytes, changes) })
  }
  return rows
}
const asCopied = (row: Row) => Buffer.concat([row.header, part(row.previous), part(row.hash), part(row.changes)])
const headOf = (rows: Row[], number: number): Head => ({
  epoch: 1,
  number,
  hash: rows[number - 1]?.hash.toString('hex') ?? '',
})
function verify(rows: Row[], witnessed: Head[], current = headOf(rows, rows.length)) {
  const verifier = chainVerifier({ company, headerColumns: 20, witnessed, current })
  for (const bytes of rows.map(asCopied)) {
    verifier.row(bytes)
    if (!isWhole(bytes, 0, bytes.length, { tag: 'PGL1', headerColumns: 20 })) verifier.altered(placeOf(bytes))
  }
  return verifier.end().problems.map(({ number, to, problem }) => ({ number, ...(to ? { to } : {}), problem }))
}
const replaceAt = (rows: Row[], index: number, change: (row: Row) => Row): Row[] =>
  rows.map((row, i) => (i === index ? change(row) : row))

describe('a chain', () => {
  it('hashes a known row to a known value, on every machine and for ever', () => {
    const fixed = logHeader(
      header(7, {
        operation: '0190a000-0000-7000-8000-000000000002',
        user: '0190a000-0000-7000-8000-000000000003',
        record: '0190a000-0000-7000-8000-000000000004',
        after: { owner: '0190a000-0000-7000-8000-000000000003', team: null },
        address: '10.0.0.1',
      }),
    )
    const salt = Buffer.alloc(16, 9)
    const changes = Buffer.concat([
      Buffer.from([1]),
      salt,
      part(Buffer.from('name')),
      Buffer.from([255, 255, 255, 255]),
      part(Buffer.from('"Işık"')),
    ])
    expect(chainHash('PGL1', firstHash, fixed, changes).toString('hex')).toMatchInlineSnapshot(
      `"91626e13e0fd5500a3018f7bc69c99f1c6e06dfde4b0964726c8a3d97de2ae84"`,
    )
    expect(chainHash('PGA1', firstHash, fixed, changes).toString('hex')).toMatchInlineSnapshot(
      `"6eca93a847dc8e31d6739810db25deba8a6a6c4c7973531796c4d2257c14a1ab"`,
    )
  })

  it('gives back the values that were sealed, absent ones as absent', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ field: fc.string(), new: fc.jsonValue() }), { maxLength: 5 }), given => {
        const changes = given.map(c => ({ field: c.field, new: JSON.parse(JSON.stringify(c.new)) as unknown }))
        expect(readChanges(sealChanges(changes))).toEqual(changes)
      }),
    )
  })

  it('never seals the same value to the same bytes, so that values cannot be guessed from commitments', () => {
    const change = [{ field: 'status', old: 'new', new: 'lost' }]
    const [a, b] = [sealChanges(change), sealChanges(change)]
    expect(a.equals(b)).toBe(false)
    expect(eraseChanges(a, () => true).equals(eraseChanges(b, () => true))).toBe(false)
  })

  it('keeps its hash when values are erased, and says that they were', () => {
    const bytes = logHeader(header(1))
    const changes = sealChanges([
      { field: 'phone', old: '+905321112233', new: '+905321112244' },
      { field: 'sector', new: 'food' },
    ])
    const rest = eraseChanges(changes, name => name === 'phone')
    expect(chainHash('PGL1', firstHash, bytes, rest)).toEqual(chainHash('PGL1', firstHash, bytes, changes))
    expect(rest.includes('532111')).toBe(false)
    expect(readChanges(rest)).toEqual([
      { field: 'phone', erased: true },
      { field: 'sector', new: 'food' },
    ])
    expect(eraseChanges(rest, () => false)).toEqual(rest)
  })

  it('refuses changes that are cut off', () => {
    const changes = sealChanges([{ field: 'name', new: 'Ayşe' }])
    expect(() => chainHash('PGL1', firstHash, logHeader(header(1)), changes.subarray(0, -1))).toThrow(RangeError)
  })
})

describe('verifying', () => {
  const rows = chainOf(10)
  const other = chainOf(10)

  it('finds nothing wrong with an untouched chain', () => {
    expect(verify(rows, [headOf(rows, 4), headOf(rows, 10)])).toEqual([])
  })

  it('finds an altered value, an altered header and an altered hash at their numbers', () => {
    const flip = (bytes: Buffer, at: number) => {
      const copy = Buffer.from(bytes)
      copy[at] = (copy[at] ?? 0) ^ 1
      return copy
    }
    expect(
      verify(
        replaceAt(rows, 4, r => ({ ...r, changes: flip(r.changes, r.changes.length - 3) })),
        [],
      ),
    ).toEqual([{ number: 5, problem: 'altered' }])
    expect(
      verify(
        replaceAt(rows, 4, r => ({ ...r, header: flip(r.header, 60) })),
        [],
      ),
    ).toEqual([{ number: 5, problem: 'altered' }])
    expect(
      verify(
        replaceAt(rows, 4, r => ({ ...r, hash: flip(r.hash, 0) })),
        [],
      ),
    ).toEqual([
      { number: 5, problem: 'altered' },
      { number: 6, problem: 'unlinked' },
    ])
  })

  it('finds removed rows', () => {
    const head = headOf(rows, 10)
    expect(verify([...rows.slice(0, 3), ...rows.slice(5)], [], head)).toEqual([
      { number: 4, to: 5, problem: 'missing' },
    ])
    expect(verify(rows.slice(1), [], head)).toEqual([{ number: 1, problem: 'missing' }])
  })

  it('finds rows that changed places', () => {
    const swapped = rows.map((row, i) => (i === 3 ? rows[4] : i === 4 ? rows[3] : row) ?? row)
    expect(verify(swapped, []).map(p => p.problem)).toContain('unlinked')
    const renumbered = replaceAt(
      replaceAt(rows, 3, r => ({ ...(rows[4] ?? r), header: r.header })),
      4,
      r => ({ ...(rows[3] ?? r), header: r.header }),
    )
    expect(verify(renumbered, []).map(p => p.problem)).toContain('altered')
  })

  it('finds a cut end by what was witnessed and by the count of the company', () => {
    expect(verify(rows.slice(0, 7), [headOf(rows, 9)], headOf(rows, 7))).toEqual([{ number: 8, to: 9, problem: 'cut' }])
    expect(verify(rows.slice(0, 7), [], headOf(rows, 10))).toEqual([{ number: 8, to: 10, problem: 'cut' }])
    expect(verify([], [], headOf(rows, 10))).toEqual([{ number: 1, to: 10, problem: 'cut' }])
    expect(verify(rows, [], headOf(rows, 8))).toEqual([{ number: 9, to: 10, problem: 'surplus' }])
  })

  it('finds a chain that was written anew from some row on, by what was witnessed', () => {
    const forged = [...rows.slice(0, 5)]
    for (const row of other.slice(5)) {
      const previous = forged.at(-1)?.hash ?? firstHash
      forged.push({ ...row, previous, hash: chainHash('PGL1', previous, row.header, row.changes) })
    }
    expect(verify(forged, [])).toEqual([])
    expect(verify(forged, [headOf(rows, 5)])).toEqual([])
    expect(verify(forged, [headOf(rows, 8)])).toEqual([{ number: 8, problem: 'rewritten' }])
  })

  it('goes on from an anchor where older rows were pruned', () => {
    const verifier = chainVerifier({
      company,
      headerColumns: 20,
      witnessed: [headOf(rows, 3), headOf(rows, 8)],
      current: headOf(rows, 10),
      anchor: headOf(rows, 6),
    })
    for (const row of rows.slice(6)) verifier.row(asCopied(row))
    expect(verifier.end()).toMatchObject({ rows: 4, problems: [] })
  })
})
