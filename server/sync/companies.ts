import type { Kinds } from '../../shared/kinds.ts'
import type { RecordKey } from '../../shared/record.ts'
import type { FieldCipher } from '../db/columns.ts'
import type { Database } from '../db/database.ts'
import { Hub } from './hub.ts'
import { type Looker, Presence } from './presence.ts'
import { CompanyReads } from './reads.ts'
import { SnapshotPages } from './snapshot.ts'

/** What sync keeps of a company while one of its desktops is connected. */
export interface CompanySync {
  readonly id: string
  readonly facts: { id: string; name: string; zone: string }
  readonly reads: CompanyReads
  readonly hub: Hub
  readonly pages: SnapshotPages
  readonly presence: Presence
}

export interface CompaniesOptions {
  database: Database
  kinds: Kinds
  now: () => number
  /** Opens special-category fields. */
  cipherOf?: (company: string) => Promise<FieldCipher>
  onError: (error: unknown) => void
  /** Somebody here looks at another record: for the other instances. */
  announce?: (company: string, who: Looker, at: RecordKey | null) => void
}

/** The companies with live connections. A company is opened once, by whoever comes first. */
export class Companies {
  private readonly open = new Map<string, Promise<CompanySync>>()
  private readonly ready = new Map<string, CompanySync>()
  private readonly options: CompaniesOptions

  constructor(options: CompaniesOptions) {
    this.options = options
  }

  get(id: string): Promise<CompanySync> {
    const found = this.open.get(id)
    if (found) return found
    const opening = this.make(id)
    this.open.set(id, opening)
    opening.catch(() => this.open.delete(id))
    return opening
  }

  /** Only a company that somebody is connected to: nobody else needs to hear of its commits. */
  live(id: string): CompanySync | undefined {
    return this.ready.get(id)
  }

  all(): CompanySync[] {
    return [...this.ready.values()]
  }

  private async make(id: string): Promise<CompanySync> {
    const { database, kinds, now, onError, announce } = this.options
    const reads = new CompanyReads(database, id, kinds, Promise.resolve(this.options.cipherOf?.(id)))
    const [facts, head] = await Promise.all([reads.companyFacts(), reads.head()])
    const hub = new Hub(
      head,
      {
        changesAfter: async after => {
          const { changes, to } = await reads.changesAfter(after)
          return { changes, head: to }
        },
        viewersOf: users => reads.viewersOf(users),
      },
      onError,
    )
    const presence = new Presence((who, at) => announce?.(id, who, at))
    const sync = { id, facts, reads, hub, pages: new SnapshotPages(reads, now), presence }
    this.ready.set(id, sync)
    return sync
  }
}
