import { expect, test } from 'vitest'
import { createDigest } from '../../../shared/sync/digest.ts'
import type { Copies, CopyRev } from './copies.ts'
import { differingKinds } from './digests.ts'
import type { Feed } from './feed.ts'
import type { Link } from './link.ts'

const copy = (id: string, number: number, kind = 'lead', gone = false): CopyRev => ({
  id,
  kind,
  epoch: 1,
  number,
  gone,
})
const hash = '0'.repeat(64)

/** Copies that grow while they are read, against a server that stands at `at`. */
function stage(mine: CopyRev[], theirs: CopyRev[], at: number) {
  const digest = createDigest()
  for (const rev of theirs) digest.add(rev.id, rev)
  let asked = 0
  const result = differingKinds(
    {
      copies: {
        revsAfter: (after: string, limit: number) => mine.filter(({ id }) => id > after).slice(0, limit),
      } as Copies,
      feed: { reached: async () => {} } as unknown as Feed,
      pageSize: 2,
    },
    {
      ask: async ({ kind }: { kind: string }) => {
        asked++
        return { t: 'digest', id: 1, kind, ...digest.result(), at: { epoch: 1, number: at, hash } }
      },
    } as unknown as Link,
    ['lead'],
  )
  return { result, asked: () => asked }
}
const both = [copy('a', 1), copy('b', 2), copy('c', 3)]

test('equal copies do not differ, also with tombstones and other kinds beside them', async () => {
  const mine = [...both, copy('d', 4, 'lead', true), copy('e', 5, 'customer')]
  expect(await stage(mine, both, 9).result).toEqual([])
})

test('a missing, surplus or older copy differs', async () => {
  expect(await stage(both.slice(1), both, 9).result).toEqual(['lead'])
  expect(await stage([...both, copy('d', 4)], both, 9).result).toEqual(['lead'])
  expect(await stage([copy('a', 0), ...both.slice(1)], both, 9).result).toEqual(['lead'])
})

test('copies that are ahead of the server’s moment tell nothing: it is asked again, and given up for the night', async () => {
  for (const ahead of [copy('b', 7), copy('b', 7, 'lead', true)]) {
    const run = stage([copy('a', 1), ahead, copy('c', 3)], both, 6)
    expect(await run.result).toEqual([])
    expect(run.asked()).toBe(5)
  }
})
