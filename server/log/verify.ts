import { AppError } from '../../shared/errors.ts'
import type { Database, Transaction } from '../db/database.ts'
import { accessHeaderColumns } from './access.ts'
import { logHeaderColumns } from './append.ts'
import type { ChainTag } from './chain.ts'
import { copyRows } from './copyRows.ts'
import { readThrough } from './readThrough.ts'
import { rowChecks } from './rowChecks.ts'
import { type ChainResult, chainVerifier, type Head } from './verifyChain.ts'
import type { WitnessedHead } from './witness.ts'

export interface CompanyResult {
  company: string
  log: ChainResult
  access: ChainResult
}

/**
 * Reads both chains of a company in one snapshot of the database and hashes every row again. `heads`: what others have
 * witnessed of its log, those of other companies are left aside. Throws `record.notFound` for no such company.
 */
export function verifyCompany(
  database: Database,
  company: string,
  heads: readonly WitnessedHead[] = [],
): Promise<CompanyResult> {
  return database.inCompany(company, tx => verifyIn(tx, company, heads), { readOnly: true, snapshot: true })
}

/** Every company in turn; a witnessed head of a company that is not there any more is a cut of all of it. */
export async function verifyAll(database: Database, heads: readonly WitnessedHead[] = []): Promise<CompanyResult[]> {
  const companies = await database.lookup('companies', tx => tx<{ id: string }[]>`select id from company order by id`)
  const results: CompanyResult[] = []
  for (const { id } of companies) results.push(await verifyCompany(database, id, heads))
  const lost = Map.groupBy(heads, head => head.company)
  for (const { id } of companies) lost.delete(id)
  for (const [company, witnessed] of lost) {
    const none = { rows: 0, more: 0, head: undefined }
    const to = Math.max(...witnessed.map(head => head.number))
    const epoch = Math.max(...witnessed.map(head => head.epoch))
    results.push({
      company,
      log: { ...none, problems: [{ company, epoch, number: 1, to, problem: 'cut' }] },
      access: { ...none, problems: [] },
    })
  }
  return results
}

/** The present heads of all companies, to be kept elsewhere (witness.ts). */
export async function currentHeads(database: Database): Promise<WitnessedHead[]> {
  const rows = await database.lookup(
    'companies',
    tx => tx<WitnessedHead[]>`
      select id as company, epoch, number, encode(head_hash, 'hex') as hash from company where number > 0 order by id`,
  )
  return rows.map(({ company, epoch, number, hash }) => ({ company, epoch, number, hash }))
}

interface CompanyHeads {
  epoch: number
  number: number
  hash: string
  access_number: number
  access_hash: string
}

async function verifyIn(tx: Transaction, company: string, heads: readonly WitnessedHead[]): Promise<CompanyResult> {
  await tx`set local statement_timeout = 0`
  const [row] = await tx<CompanyHeads[]>`
    select epoch, number, encode(head_hash, 'hex') as hash, access_number, encode(access_hash, 'hex') as access_hash
    from company where id = ${company}`
  if (!row) throw new AppError('record.notFound')
  const witnessed = heads.filter(head => head.company === company)
  const { epoch, number, hash } = row
  return {
    company,
    log: await verifyTable(tx, company, {
      tag: 'PGL1',
      table: 'log',
      header: logHeaderColumns,
      changes: 'changes',
      witnessed,
      current: { epoch, number, hash },
    }),
    access: await verifyTable(tx, company, {
      tag: 'PGA1',
      table: 'access_log',
      header: accessHeaderColumns,
      changes: 'details',
      witnessed: [],
      // Its epoch is that of its last row, which a restore of the log does not raise.
      current: { epoch: await lastEpoch(tx, company), number: row.access_number, hash: row.access_hash },
      ...(await firstAccessRow(tx, company)),
    }),
  }
}

async function verifyTable(
  tx: Transaction,
  company: string,
  chain: {
    tag: ChainTag
    table: string
    header: string[]
    changes: string
    witnessed: Head[]
    current: Head
    anchor?: Head
  },
): Promise<ChainResult> {
  const headerColumns = chain.header.length
  const verifier = chainVerifier({ ...chain, company, headerColumns })
  const checks = rowChecks({ tag: chain.tag, headerColumns }, verifier.altered)
  const rows = copyRows(row => {
    verifier.row(row)
    checks.add(row)
  })
  const { table } = chain
  const columns = [...chain.header, 'previous_hash', 'hash', chain.changes].join(', ')
  // COPY takes no parameters; the id has come through the database and is a UUID. The order is that of the key's own columns:
  // `epoch` alone is the one that is put out, another type, and all rows were sorted on disk before the first was sent.
  const stream = await tx
    .unsafe(
      `copy (select ${columns} from ${table} where company_id = '${company}' order by ${table}.epoch, ${table}.number)
       to stdout (format binary)`,
    )
    .readable()
  // Row by row, as the driver has them. Read as chunks they are put together and cut again; and a reader that lets the
  // driver wait may wait for ever (3.4.9 does not resume a socket that it paused just before the end).
  try {
    await readThrough(stream, rows.push)
    rows.end()
    await checks.end()
  } finally {
    await checks.close()
  }
  return verifier.end()
}

async function lastEpoch(tx: Transaction, company: string): Promise<number> {
  const [row] = await tx<{ epoch: number | null }[]>`
    select max(epoch) as epoch from access_log where company_id = ${company}`
  return row?.epoch ?? 1
}

/** The access chain is kept a year: it begins with the row whose predecessor went last, which names that one's hash. */
async function firstAccessRow(tx: Transaction, company: string): Promise<{ anchor?: Head }> {
  const [row] = await tx<Head[]>`
    select epoch, number - 1 as number, encode(previous_hash, 'hex') as hash from access_log
    where company_id = ${company} order by access_log.epoch, access_log.number limit 1`
  return row && row.number > 0 ? { anchor: row } : {}
}
