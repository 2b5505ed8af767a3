import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'
import { canSee, isRepeating, kindViewKey, rightsOf, type Viewer } from '../../shared/permissions/viewer.ts'
import type { VisibilityKey } from '../../shared/record.ts'
import type { Head } from '../../shared/sync/protocol.ts'
import type { FrameOf } from './connection.ts'
import type { ShownRecord } from './shownRecords.ts'
import { earlierViewer } from './view.ts'

const compress = promisify(zstdCompress)
const level = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }
const cacheBytes = 64_000_000
/** Those who come together in the morning, or after a change of role, ask within seconds of each other. */
const cacheMs = 30_000

export interface SnapshotReads {
  head(): Promise<Head>
  /** Visible records of a kind with ids below `before`, ids descending; `more`: there are others below. */
  records(
    viewer: Viewer,
    kind: string,
    before: string | undefined,
    limit: number,
  ): Promise<{ records: ShownRecord[]; more: boolean }>
  count(viewer: Viewer, kind: string): Promise<number>
}

/** A page, the head that it includes, and where the next one begins. */
interface Page {
  head: Head
  body: Buffer
  next: string | undefined
}
interface CachedPage {
  made: Promise<Page>
  at: number
  size: number
}

/**
 * Pages of a company's first copy. A page is read, encoded and compressed once for all desktops that see the same, and
 * may be used by every one whose start number it includes: what changed since then comes by the feed.
 */
export class SnapshotPages {
  private readonly cache = new Map<string, CachedPage>()
  private cached = 0
  private readonly reads: SnapshotReads
  private readonly now: () => number

  constructor(reads: SnapshotReads, now: () => number) {
    this.reads = reads
    this.now = now
  }

  /**
   * The binary frame that answers the question, in two parts: its id, and what is shared. `since`: number from which on the
   * viewer counts; a page that was read for others below it may show what this person could never see.
   */
  async page(viewer: Viewer, ask: FrameOf<'snapshot'>, since: number): Promise<readonly [id: Buffer, body: Buffer]> {
    const body = await this.body(viewer, ask, since)
    const id = Buffer.alloc(4)
    id.writeUInt32BE(ask.id)
    return [id, body]
  }

  /** What the kept pages take, in bytes. */
  get bytes(): number {
    return this.cached
  }

  /** Lets go of pages that are too old to be given to anybody: nobody may ask for weeks. */
  sweep(): void {
    for (const [key, page] of this.cache) if (this.now() - page.at >= cacheMs) this.forget(key)
  }

  private async body(viewer: Viewer, ask: FrameOf<'snapshot'>, since: number): Promise<Buffer> {
    const notIn = seenBefore(ask.notIn, viewer, ask.kind)
    const keyAt = (before: string | undefined): string =>
      JSON.stringify([kindViewKey(viewer, ask.kind), ask.kind, before ?? '', ask.limit, notIn?.key ?? ''])
    const key = keyAt(ask.before)
    for (;;) {
      const found = this.cache.get(key)
      // Kept before it is there: all who share a role ask at the same moment when it changes.
      const page = found && this.now() - found.at < cacheMs ? found : this.make(key, viewer, ask, notIn)
      const { head, body, next } = await page.made
      if (page !== found || (includes(head, ask.start) && head.number >= since)) {
        // Made while this one is on its way and read: whoever takes a page takes the next one too, unless it only counts.
        if (next !== undefined && ask.limit > 1 && !this.cache.has(keyAt(next)))
          this.make(keyAt(next), viewer, { ...ask, before: next }, notIn)
        return body
      }
      if (this.cache.get(key) === found) this.forget(key)
    }
  }

  private make(key: string, viewer: Viewer, ask: FrameOf<'snapshot'>, notIn: Seen | undefined): CachedPage {
    const making = async (): Promise<Page> => {
      const head = await this.reads.head()
      return { head, ...(await this.read(viewer, ask, notIn)) }
    }
    const page: CachedPage = { made: making(), at: this.now(), size: 0 }
    this.forget(key)
    this.cache.set(key, page)
    page.made.then(
      ({ body }) => {
        if (this.cache.get(key) !== page) return
        page.size = body.length
        this.cached += page.size
        this.shrink()
      },
      () => {
        if (this.cache.get(key) === page) this.forget(key)
      },
    )
    return page
  }

  private async read(
    viewer: Viewer,
    { kind, before, limit }: FrameOf<'snapshot'>,
    notIn: Seen | undefined,
  ): Promise<Pick<Page, 'body' | 'next'>> {
    const { records, more } = await this.reads.records(viewer, kind, before, limit)
    const next = more ? records.at(-1)?.id : undefined
    const page = {
      t: 'snapshotPage',
      kind,
      ...(next === undefined ? {} : { next }),
      ...(before === undefined ? { total: await this.reads.count(viewer, kind) } : {}),
    }
    const shown = records.filter(record => !notIn?.showed(record.key)).map(record => record.json)
    return { body: await compress(pageText(page, shown), level), next }
  }

  private shrink(): void {
    for (const key of this.cache.keys()) {
      if (this.cached <= cacheBytes) return
      this.forget(key)
    }
  }

  private forget(key: string): void {
    this.cached -= this.cache.get(key)?.size ?? 0
    this.cache.delete(key)
  }
}

/** `states`, already JSON, come behind the page's other members. */
function pageText(page: object, states: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`${JSON.stringify(page).slice(0, -1)},"states":[\n`)]
  for (const [i, state] of states.entries()) parts.push(...(i === 0 ? [state] : [comma, state]))
  return Buffer.concat([...parts, end])
}
const [comma, end] = [Buffer.from(',\n'), Buffer.from('\n]}')]

const includes = (head: Head, start: { epoch: number; number: number }): boolean =>
  head.epoch === start.epoch && head.number >= start.number

/** What an earlier view showed of a kind in the same fields. */
interface Seen {
  key: string
  showed(key: VisibilityKey): boolean
}

/**
 * After a change of role what was there before need not come again. It comes all the same where the viewer now sees the
 * whole kind: such pages are the same for everybody who does, and a role has many people.
 */
function seenBefore(view: string | undefined, viewer: Viewer, kind: string): Seen | undefined {
  const rights = rightsOf(viewer, kind)
  // What a repeating kind showed depends on the rights of others: it comes whole.
  const earlier = view === undefined || rights.see === 'all' || isRepeating(kind) ? null : earlierViewer(view)
  if (!earlier) return undefined
  const hidden = Object.entries(rights.fields ?? {}).filter(([, right]) => right === 'hidden')
  const now = hidden.map(([name]) => name).sort()
  if (earlier.hidden.get(kind) !== now.join()) return undefined
  return {
    key: kindViewKey(earlier.viewer, kind),
    showed: visibility => canSee(earlier.viewer, kind, visibility),
  }
}
