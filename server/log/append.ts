import type { TransactionSql } from 'postgres'
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
  const rows: LogRow[] = []
  return {
    get head(): ChainHead {
      return head
    },
    rows,
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

/** Stores all rows of a transaction by one statement. */
export async function storeLog(tx: TransactionSql, rows: readonly LogRow[]): Promise<void> {
  if (rows.length > 0) await tx.unsafe(insertLog, [JSON.stringify(rows.map(asJson))], { prepare: true })
}

const columns = {
  company_id: 'uuid',
  epoch: 'int',
  number: 'bigint',
  operation: 'uuid',
  label: 'text',
  undoes: 'uuid',
  entry_id: 'uuid',
  user_id: 'uuid',
  device_id: 'uuid',
  address: 'text',
  at: 'timestamptz',
  kind: 'text',
  record_id: 'uuid',
  creates: 'boolean',
  owner_before: 'uuid',
  team_before: 'uuid',
  owner_after: 'uuid',
  team_after: 'uuid',
  cause: 'bigint',
  cause_depth: 'int',
} as const
const binary = ['changes', 'previous_hash', 'hash'] as const
type Column = keyof typeof columns | (typeof binary)[number]

const names = Object.keys(columns).join(', ')
const insertLog = `
  insert into log (${names}, ${binary.join(', ')})
  select ${names}, ${binary.map(name => `decode(${name}, 'hex')`).join(', ')}
  from json_to_recordset($1::text::json) as r(
    ${Object.entries(columns).map(([name, type]) => `${name} ${type}`)}, ${binary.map(name => `${name} text`)})`

/** The header columns in the order of `logHeader`, each as binary COPY gives the bytes that are hashed. */
export const logHeaderColumns: string[] = Object.entries(columns).map(([name, type]) =>
  type === 'int' ? `${name}::bigint` : name,
)

const asJson = ({ header: h, changes, previous, hash }: LogRow): Record<Column, unknown> => ({
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
  changes: changes.toString('hex'),
  previous_hash: previous.toString('hex'),
  hash: hash.toString('hex'),
})
