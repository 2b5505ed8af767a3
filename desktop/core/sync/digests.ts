import { setImmediate as turn } from 'node:timers/promises'
import { compareRev } from '../../../shared/record.ts'
import { createDigest, type Digest } from '../../../shared/sync/digest.ts'
import type { Copies } from './copies.ts'
import type { Feed } from './feed.ts'
import type { Link } from './link.ts'
import type { FrameOf } from './questions.ts'

export interface DigestSettings {
  copies: Copies
  feed: Feed
  /** Copies read between two turns of the event loop. */
  pageSize?: number
}

const tries = 5

/**
 * Compares these kinds' copies with the server's; gives the kinds that differ. A kind that kept changing meanwhile is
 * left for the next time. Rejects when the link or the feed ends.
 */
export async function differingKinds(
  settings: DigestSettings,
  link: Link,
  kinds: readonly string[],
): Promise<string[]> {
  const differing: string[] = []
  let open = [...kinds]
  for (let i = 0; i < tries && open.length > 0; i++) {
    const theirs = await Promise.all(open.map(kind => link.ask({ t: 'digest', kind })))
    for (const { at } of theirs) await settings.feed.reached(at)
    const results = await compare(settings, theirs)
    differing.push(...open.filter(kind => results.get(kind) === 'differs'))
    open = open.filter(kind => results.get(kind) === 'changing')
  }
  return differing
}

type Result = 'equal' | 'differs' | 'changing'

/**
 * One walk over all copies. It may take many turns: a record that changes meanwhile was read either with the rev it had
 * at the server's moment, which is right, or with a later one, which says that this kind cannot be told now.
 */
async function compare(
  { copies, pageSize = 1000 }: DigestSettings,
  theirs: readonly FrameOf<'digest'>[],
): Promise<Map<string, Result>> {
  const mine = new Map<string, { digest: Digest; at: FrameOf<'digest'>['at']; isChanging: boolean }>()
  for (const { kind, at } of theirs) mine.set(kind, { digest: createDigest(), at, isChanging: false })
  for (let after = ''; ; await turn()) {
    const page = copies.revsAfter(after, pageSize)
    for (const { kind, id, gone, ...rev } of page) {
      const found = mine.get(kind)
      if (!found) continue
      if (compareRev(rev, found.at) > 0) found.isChanging = true
      else if (!gone) found.digest.add(id, rev)
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) break
    after = last.id
  }
  return new Map(
    theirs.map(({ kind, count, digest }) => {
      const found = mine.get(kind)
      const own = found?.digest.result()
      const isEqual = own?.count === count && own.digest === digest
      return [kind, found?.isChanging ? 'changing' : isEqual ? 'equal' : 'differs']
    }),
  )
}
