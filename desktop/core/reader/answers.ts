import { AppError } from '../../../shared/errors.ts'
import { kindsWith } from '../../../shared/kinds.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import { createLists, type Lists } from '../lists/lists.ts'
import { createSearch, type Search } from '../search/search.ts'
import { createSimilar, type Similar } from '../search/similar.ts'
import { openReader } from '../storage/database.ts'
import type { ReaderCall, ReaderCalls, ReaderStart, ToReader } from './protocol.ts'

/** What the reader thread does, without the thread. */
export interface Answers {
  answer(call: ToReader): unknown
  /** See Lists.warmSome. */
  warmSome(): boolean
  close(): void
}

/** Columns are read once and kept by lists; pages are hardly read twice. */
const cacheKb = 8_000

export function createAnswers({ file, key, ownFields, zone, viewer: first }: ReaderStart): Answers {
  const reader = openReader({ file, key, cacheKb })
  let viewer = first
  let lists: Lists
  let search: Search
  let similar: Similar
  const open = (own: ReaderStart['ownFields']): void => {
    const kinds = kindsWith(own)
    lists = createLists({ reader, kinds, zone })
    search = createSearch({ reader, kinds, lists })
    similar = createSimilar({ reader, kinds, lists })
  }
  open(ownFields)

  const seeing = (): Viewer => {
    if (!viewer) throw new AppError('auth.required')
    return viewer
  }
  const calls: { [N in ReaderCall]: (args: ReaderCalls[N]['args']) => ReaderCalls[N]['result'] } = {
    window: ({ query, page }) => lists.window(query, seeing(), page),
    count: ({ query }) => lists.count(query, seeing()),
    ids: ({ query, limit }) => lists.ids(query, seeing(), limit),
    keys: ({ query, limit }) => lists.keys(query, seeing(), limit),
    groups: ({ query, ask }) => lists.groups(query, seeing(), ask),
    titles: ({ keys }) => lists.titles(keys),
    search: ask => lists.reading(() => search.query(ask, seeing())),
    similar: ask => lists.reading(() => similar.query(ask, seeing())),
    setViewer(args) {
      viewer = args.viewer
      return null
    },
    setKinds(args) {
      open(args.ownFields)
      return null
    },
  }
  return {
    // Name and arguments come together; the table's type says so for each, not for their union.
    answer: ({ name, args }) => (calls[name] as (args: unknown) => unknown)(args),
    warmSome: () => lists.warmSome(),
    close: () => reader.close(),
  }
}
