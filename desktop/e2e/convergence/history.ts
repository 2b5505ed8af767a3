import { tableName } from '../../../server/db/columns.ts'
import type { Database } from '../../../server/db/database.ts'
import { rowForm } from '../../../server/db/rows.ts'
import { readChanges } from '../../../server/log/chain.ts'
import { bagOf, newRecord, withChanges } from '../../../shared/apply.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import { projectFor } from '../../../shared/permissions/project.ts'
import { type RoleRights, roleRights } from '../../../shared/permissions/rights.ts'
import { canSee, type Viewer } from '../../../shared/permissions/viewer.ts'
import { type RecordState, visibilityKey } from '../../../shared/record.ts'

/** One row of the log, with its record as the row left it. */
export interface Version {
  number: number
  entry: string | null
  device: string | null
  /** What the log alone says of the record: everything but `stubs`. */
  state: RecordState
}

/** The company as it was at every number of its log, from the log alone. */
export interface History {
  head: { epoch: number; number: number; hash: string }
  rows: readonly Version[]
  /** The record after its last row at or below `number`; undefined before its first. */
  at(id: string, number: number): RecordState | undefined
  /** Number of the record's first row above `number`; undefined where there is none. */
  nextChange(id: string, number: number): number | undefined
  /** Null: not active then, or without a role. */
  viewerAt(user: string, number: number): Viewer | null
  /** The records as the tables have them now. */
  stored: ReadonlyMap<string, RecordState>
}

/** The record as this viewer may hold it, as text; undefined: not at all. */
export function heldBy(viewer: Viewer | null, state: RecordState | undefined): RecordState | undefined {
  if (!viewer || !state || !canSee(viewer, state.kind, visibilityKey(state))) return undefined
  return projectFor(viewer, state)
}

interface LogRow {
  number: number
  epoch: number
  entry_id: string | null
  device_id: string | null
  user_id: string
  at: string
  kind: string
  record_id: string
  creates: boolean
  changes: Buffer
  cause: number | null
  owner_after: string | null
  team_after: string | null
}

export async function readHistory(database: Database, company: string): Promise<History> {
  const { head, log, stored } = await database.inCompany(
    company,
    async tx => {
      const [row] = await tx<History['head'][]>`
        select epoch, number, encode(head_hash, 'hex') as hash from company where id = ${company}`
      const states = new Map<string, RecordState>()
      for (const kind of builtInKinds.all) {
        const rows = await tx`select * from ${tx(tableName(kind))} where company_id = ${company}`
        for (const record of rows.map(rowForm(kind).stateOf)) states.set(record.id, record)
      }
      const entries = await tx<LogRow[]>`
        select number, epoch, entry_id, device_id, user_id, at, kind, record_id, creates, changes, cause,
               owner_after, team_after
        from log where company_id = ${company} order by number`
      return { head: row ?? { epoch: 0, number: 0, hash: '' }, log: entries, stored: states }
    },
    { readOnly: true, snapshot: true },
  )

  const rows: Version[] = []
  const byRecord = new Map<string, Version[]>()
  for (const row of log) {
    const versions = byRecord.get(row.record_id) ?? []
    byRecord.set(row.record_id, versions)
    const version = {
      number: row.number,
      entry: row.entry_id,
      device: row.device_id,
      state: stateAfter(versions.at(-1)?.state, row),
    }
    versions.push(version)
    rows.push(version)
  }

  const indexAt = (versions: readonly Version[], number: number): number => {
    let [low, high] = [0, versions.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((versions[middle]?.number ?? 0) <= number) low = middle + 1
      else high = middle
    }
    return low - 1
  }
  const at = (id: string, number: number): RecordState | undefined => {
    const versions = byRecord.get(id) ?? []
    return versions[indexAt(versions, number)]?.state
  }
  const rightsOf = new Map<RecordState, RoleRights>()
  return {
    head,
    rows,
    at,
    stored,
    nextChange(id, number) {
      const versions = byRecord.get(id) ?? []
      return versions[indexAt(versions, number) + 1]?.number
    },
    viewerAt(user, number) {
      const person = at(user, number)
      if (!person || person.archived || person.values['isActive'] !== true) return null
      const role = at(String(person.values['role']), number)
      if (!role || role.archived) return null
      const rights = rightsOf.get(role) ?? roleRights.parse(role.values['rights'])
      rightsOf.set(role, rights)
      const team = person.values['memberOf']
      return { user, team: typeof team === 'string' ? team : null, role: role.id, rights }
    },
  }
}

function stateAfter(before: RecordState | undefined, row: LogRow): RecordState {
  const start = before ?? newRecord({ kind: row.kind, id: row.record_id }, row.at, row.user_id)
  const changes = readChanges(row.changes)
  const bag = { ...bagOf(start) }
  for (const change of changes) bag[change.field] = change.new
  const next = withChanges(start, bag)
  // A row that follows another record's, or that changes nothing, is nobody's edit of this record.
  const isMeant = before !== undefined && changes.length > 0 && row.cause === null
  return {
    ...next,
    epoch: row.epoch,
    number: row.number,
    ...(isMeant ? { updatedAt: row.at, updatedBy: row.user_id } : {}),
  }
}
