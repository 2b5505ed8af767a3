import { type BulkColumn, bulkInsert, type Statement } from '../db/bulk.ts'
import type { Row } from '../db/columns.ts'
import { chainHash, type LogChange, type LogHeader, logHeader, sealChanges } from './chain.ts'

/** Where a company's chain stands: the last number given and its row's hash. */
export interface ChainHead {
  epoch: number
  number: number
  hash: Buffer
}
export interface LogRow {
  header: LogHeader
  changes: Buffer
  previous: Buffer
  hash: Buffer
}

/** Collects the rows of one transaction, numbering and chaining them from `head` on. */
export function logAppender(company: string, start: ChainHead) {
  let head = start
  let rows: LogRow[] = []
  return {
    get head(): ChainHead {
      return head
    },
    /** Those that nobody has taken to store them. */
    get unstored(): readonly LogRow[] {
      return rows
    },
    take(): LogRow[] {
      const taken = rows
      rows = []
      return taken
    },
    /** The number that the next row gets. */
    get next(): number {
      return head.number + 1
    },
    append(row: Omit<LogHeader, 'company' | 'epoch' | 'number'>, changed: readonly LogChange[]): number {
      const header = { ...row, company, epoch: head.epoch, number: head.number + 1 }
      const changes = sealChanges(changed)
      const hash = chainHash('PGL1', head.hash, logHeader(header), changes)
      rows.push({ header, changes, previous: head.hash, hash })
      head = { epoch: head.epoch, number: header.number, hash }
      return header.number
    },
  }
}
export type LogAppender = ReturnType<typeof logAppender>

/** The statement that stores them. */
export const storeLog = (rows: readonly LogRow[]): Statement => insertLog(rows.map(asRow))

const header: BulkColumn[] = [
  { name: 'company_id', type: 'uuid' },
  { name: 'epoch', type: 'int' },
  { name: 'number', type: 'bigint' },
  { name: 'operation', type: 'uuid' },
  { name: 'label', type: 'text' },
  { name: 'undoes', type: 'uuid' },
  { name: 'entry_id', type: 'uuid' },
  { name: 'user_id', type: 'uuid' },
  { name: 'device_id', type: 'uuid' },
  { name: 'address', type: 'text' },
  { name: 'at', type: 'timestamptz(3)' },
  { name: 'kind', type: 'text' },
  { name: 'record_id', type: 'uuid' },
  { name: 'creates', type: 'boolean' },
  { name: 'owner_before', type: 'uuid' },
  { name: 'team_before', type: 'uuid' },
  { name: 'owner_after', type: 'uuid' },
  { name: 'team_after', type: 'uuid' },
  { name: 'cause', type: 'bigint' },
  { name: 'cause_depth', type: 'int' },
]

/** The header columns in the order of `logHeader`, each as binary COPY gives the bytes that are hashed. */
export const logHeaderColumns: string[] = header.map(({ name, type }) => (type === 'int' ? `${name}::bigint` : name))

const insertLog = bulkInsert('log', [
  ...header,
  { name: 'changes', type: 'bytea' },
  { name: 'previous_hash', type: 'bytea' },
  { name: 'hash', type: 'bytea' },
])

const asRow = ({ header: h, changes, previous, hash }: LogRow): Row => ({
  company_id: h.company,
  epoch: h.epoch,
  number: h.number,
  operation: h.operation,
  label: h.label,
  undoes: h.undoes,
  entry_id: h.entry,
  user_id: h.user,
  device_id: h.device,
  address: h.address,
  at: h.at,
  kind: h.kind,
  record_id: h.record,
  creates: h.before === null,
  owner_before: h.before?.owner,
  team_before: h.before?.team,
  owner_after: h.after.owner,
  team_after: h.after.team,
  cause: h.cause,
  cause_depth: h.causeDepth,
  changes,
  previous_hash: previous,
  hash,
})
