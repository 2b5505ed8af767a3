import { AppError } from '../../shared/errors.ts'
import type { Kinds } from '../../shared/kinds.ts'
import { seeCondition, type Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordKey, RecordState } from '../../shared/record.ts'
import type { Head } from '../../shared/sync/protocol.ts'
import { viewersIn } from '../auth/viewers.ts'
import { type FieldCipher, type Row, tableName } from '../db/columns.ts'
import type { Database, Transaction } from '../db/database.ts'
import { rowForm } from '../db/rows.ts'
import { historyOf, storyOf } from '../log/history.ts'
import { relatedKeys } from '../log/related.ts'
import { lastViews } from '../log/viewed.ts'
import type { Change } from './project.ts'
import { sharedReads } from './sharedReads.ts'
import { type ShownRecord, shownRecords } from './shownRecords.ts'

/** More rows than this between two looks are read in several goes, so that no transaction holds much memory. */
const mostRows = 5_000
/** About what a page holds at most, well below what a frame may; notes of a megabyte make short pages. */
const pageBytes = 4_000_000
/** Records read at first, then twice as many and so on: whoever has large ones is found out early. */
const firstPart = 100

/** Everything that sync reads of one company, each in a read-only transaction of its own. */
export class CompanyReads {
  readonly company: string
  private readonly heads = sharedReads<Head>()
  private readonly changes = sharedReads<ReadChanges>()
  private readonly database: Database
  private readonly kinds: Kinds

  /** For special-category fields. */
  private readonly cipher: Promise<FieldCipher | undefined>

  constructor(database: Database, company: string, kinds: Kinds, cipher: Promise<FieldCipher | undefined>) {
    this.database = database
    this.company = company
    this.kinds = kinds
    this.cipher = cipher
  }

  knows(kind: string): boolean {
    return this.kinds.get(kind) !== undefined
  }

  /** As it stands now or a moment later. */
  head(): Promise<Head> {
    return this.heads('', () => this.read(tx => headOf(tx, this.company)))
  }

  /** The last number of an epoch, or of those before it, that this log holds: a restore has cut off what came after. */
  lastOf(epoch: number): Promise<number> {
    return this.read(async tx => {
      const [row] = await tx<{ number: number }[]>`
        select number from log where company_id = ${this.company} and epoch <= ${epoch}
        order by epoch desc, number desc limit 1`
      return row?.number ?? 0
    })
  }

  /** What these people are at one moment of the log; null: not active any more. */
  viewersOf(users: readonly string[]): Promise<{ head: Head; viewers: ReadonlyMap<string, Viewer | null> }> {
    return this.read(async tx => {
      const [head, active] = await Promise.all([headOf(tx, this.company), viewersIn(tx, this.company, users)])
      return { head, viewers: new Map(users.map(user => [user, active.get(user) ?? null])) }
    })
  }

  /** Log rows above `after`, at most `limit`, with their records as they stand in the same snapshot of the database. */
  changesAfter(after: number, limit = mostRows): Promise<ReadChanges> {
    return this.changes(`${after} ${limit}`, () => this.readChanges(after, limit))
  }

  private readChanges(after: number, limit: number): Promise<ReadChanges> {
    return this.read(async tx => {
      const head = await headOf(tx, this.company)
      const rows = await tx<LogRow[]>`
        select epoch, number, kind, record_id, creates, owner_before, team_before, owner_after, team_after,
               encode(hash, 'hex') as hash
        from log where company_id = ${this.company} and number > ${after} order by number limit ${limit}`
      const changes: Change[] = []
      let [taken, weight] = [0, 0]
      for (let part = firstPart; taken < rows.length && weight < pageBytes; part *= 2) {
        const next = rows.slice(taken, taken + part)
        const states = await this.states(tx, next)
        for (const row of next) {
          const state = states.get(`${row.kind}:${row.record_id}`)
          weight += state ? weightOf(state) : 0
          if (taken > 0 && weight >= pageBytes) break
          changes.push(...changeOf(row, state))
          taken++
        }
      }
      const last = rows[taken - 1]
      const more = last !== undefined && last.number < head.number && (taken < rows.length || rows.length === limit)
      return { changes, to: more ? { epoch: last.epoch, number: last.number, hash: last.hash } : head, more }
    })
  }

  /** Visible records of a kind with ids below `before`, ids descending; `more`: the page was full before the end. */
  records(
    viewer: Viewer,
    kind: string,
    before: string | undefined,
    limit: number,
  ): Promise<{ records: ShownRecord[]; more: boolean }> {
    const definition = this.kinds.require(kind)
    return this.read(async tx => {
      const shown = shownRecords(definition, viewer, await this.cipher)
      const records: ShownRecord[] = []
      let weight = 0
      for (let part = firstPart; records.length < limit; part *= 2) {
        const asked = Math.min(part, limit - records.length)
        const below = records.at(-1)?.id ?? before
        const rows = await shown.of(tx<Row[]>`
          select ${tx.unsafe(shown.columns)} from ${tx(this.table(kind))}
          where company_id = ${this.company} and ${visible(tx, viewer, kind)}
            ${below === undefined ? tx`` : tx`and id < ${below}`}
          order by id desc limit ${asked}`)
        for (const record of rows) {
          weight += record.json.length
          if (records.length > 0 && weight >= pageBytes) return { records, more: true }
          records.push(record)
        }
        if (rows.length < asked) return { records, more: false }
      }
      return { records, more: true }
    })
  }

  count(viewer: Viewer, kind: string): Promise<number> {
    return this.read(async tx => {
      const [row] = await tx<{ n: number }[]>`
        select count(*)::int as n from ${tx(this.table(kind))}
        where company_id = ${this.company} and ${visible(tx, viewer, kind)}`
      return row?.n ?? 0
    })
  }

  /** id, epoch and number of every visible record of a kind, with the head of the same moment. */
  revs(viewer: Viewer, kind: string): Promise<{ head: Head; revs: { id: string; epoch: number; number: number }[] }> {
    return this.read(async tx => ({
      head: await headOf(tx, this.company),
      revs: await tx<{ id: string; epoch: number; number: number }[]>`
        select id, epoch, number from ${tx(this.table(kind))}
        where company_id = ${this.company} and ${visible(tx, viewer, kind)}`,
    }))
  }

  /** Throws record.notFound for a record that is not there or not for this viewer. */
  async history(
    viewer: Viewer,
    key: RecordKey,
    { before, limit, related }: { before: number | undefined; limit: number; related: boolean },
  ) {
    const { company, kinds } = this
    const kind = kinds.get(key.kind)
    if (!kind) throw new AppError('record.notFound')
    // In one moment of the database: what comes after the record went out of sight is not theirs.
    const page = await this.read(async tx => {
      if (!(await this.isVisibleIn(tx, viewer, key))) throw new AppError('record.notFound')
      const asked = { company, viewer, before, limit, cipher: await this.cipher }
      if (!related) return historyOf(tx, { ...asked, kind, key })
      return storyOf(tx, { ...asked, kinds, of: key, keys: await relatedKeys(tx, { company, kinds, viewer, of: key }) })
    })
    return { rows: page.rows, ...(page.before === undefined ? {} : { before: page.before }) }
  }

  /** Throws record.notFound for a record that is not there or not for this viewer. */
  viewed(viewer: Viewer, key: RecordKey): Promise<{ user: string; at: string }[]> {
    if (!this.kinds.get(key.kind)) throw new AppError('record.notFound')
    return this.read(async tx => {
      if (!(await this.isVisibleIn(tx, viewer, key))) throw new AppError('record.notFound')
      return lastViews(tx, { company: this.company, viewer, key })
    })
  }

  isVisible(viewer: Viewer, kind: string, id: string): Promise<boolean> {
    if (!this.kinds.get(kind)) return Promise.resolve(false)
    return this.read(tx => this.isVisibleIn(tx, viewer, { kind, id }))
  }

  /** The hashes that the chain holds at these numbers; a number that it does not hold is left out. */
  headsAt(heads: readonly Head[]): Promise<Head[]> {
    return this.read(
      tx => tx<Head[]>`
        select epoch, number, encode(hash, 'hex') as hash from log
        where company_id = ${this.company} and number = any(${heads.map(head => head.number)})`,
    )
  }

  /** Last seq of a device that has an answer; 0 where it never sent any. */
  answeredSeq(device: string): Promise<number> {
    return this.read(async tx => {
      const [row] = await tx<{ seq: number | null }[]>`
        select max(seq) as seq from entry_answer where company_id = ${this.company} and device_id = ${device}`
      return row?.seq ?? 0
    })
  }

  companyFacts(): Promise<{ id: string; name: string; zone: string }> {
    return this.read(async tx => {
      const [row] = await tx<{ id: string; name: string; zone: string }[]>`
        select id, name, zone from company where id = ${this.company}`
      if (!row) throw new Error(`no company ${this.company}`)
      return { id: row.id, name: row.name, zone: row.zone }
    })
  }

  private read<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.inCompany(this.company, work, { readOnly: true, snapshot: true })
  }

  private async isVisibleIn(tx: Transaction, viewer: Viewer, { kind, id }: RecordKey): Promise<boolean> {
    const rows = await tx`
      select 1 from ${tx(this.table(kind))}
      where company_id = ${this.company} and id = ${id} and ${visible(tx, viewer, kind)}`
    return rows.length > 0
  }

  private table(kind: string): string {
    return tableName(this.kinds.require(kind))
  }

  /** By kind and id. */
  private async states(tx: Transaction, rows: readonly LogRow[]): Promise<Map<string, RecordState>> {
    const states = new Map<string, RecordState>()
    for (const [kind, ofKind] of Map.groupBy(rows, row => row.kind)) {
      const form = rowForm(this.kinds.require(kind), await this.cipher)
      const ids = [...new Set(ofKind.map(row => row.record_id))]
      const records = await tx<Row[]>`
        select ${tx(form.read)} from ${tx(this.table(kind))}
        where company_id = ${this.company} and id = any(${ids}::uuid[])`
      for (const state of records.map(form.stateOf)) states.set(`${kind}:${state.id}`, state)
    }
    return states
  }
}

interface ReadChanges {
  changes: Change[]
  to: Head
  more: boolean
}

interface LogRow {
  epoch: number
  number: number
  kind: string
  record_id: string
  creates: boolean
  owner_before: string | null
  team_before: string | null
  owner_after: string | null
  team_after: string | null
  hash: string
}

const changeOf = (row: LogRow, state: RecordState | undefined): Change[] =>
  state === undefined
    ? []
    : [
        {
          number: row.number,
          kind: row.kind,
          id: row.record_id,
          before: row.creates ? null : { owner: row.owner_before, team: row.team_before },
          after: { owner: row.owner_after, team: row.team_after },
          state,
        },
      ]

async function headOf(tx: Transaction, company: string): Promise<Head> {
  const [row] = await tx<Head[]>`
    select epoch, number, encode(head_hash, 'hex') as hash from company where id = ${company}`
  if (!row) throw new Error(`no company ${company}`)
  return { epoch: row.epoch, number: row.number, hash: row.hash }
}

/** About how many bytes a record takes in a frame, without making its JSON: only long texts and documents count. */
function weightOf({ values }: RecordState): number {
  let weight = 600
  for (const value of Object.values(values)) {
    if (typeof value === 'string') weight += value.length
    else if (typeof value === 'object' && value !== null) weight += JSON.stringify(value).length
  }
  return weight
}

/** The rule's SQL face on the columns of a kind's table; the values go in as parameters. */
function visible(tx: Transaction, viewer: Viewer, kind: string) {
  const { sql, values } = seeCondition(viewer, kind, { owner: 'owner_id', team: 'team_id' })
  const parts = sql.split('?')
  return parts.reduce(
    (all, part, i) => (i === 0 ? tx`${tx.unsafe(part)}` : tx`${all}${values[i - 1] ?? null}::uuid${tx.unsafe(part)}`),
    tx``,
  )
}
