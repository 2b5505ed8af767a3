import { AppError } from '../../shared/errors.ts'
import type { Database } from '../db/database.ts'
import { isAboutEntry } from '../records/databaseErrors.ts'
import { chainHash, firstHash, type LogChange, sealChanges } from './chain.ts'
import { PartWriter } from './partWriter.ts'

export const accessActions = [
  'record.viewed',
  'content.read',
  'history.viewed',
  'list.read',
  'list.exported',
  'session.started',
  'session.ended',
  'session.refused',
  'company.made',
  'account.made',
  'account.changed',
  'account.resetAsked',
  'account.refused',
  'invitation.made',
  'invitation.ended',
  'key.made',
  'key.ended',
  'key.used',
  'write.refused',
  'read.refused',
] as const
export type AccessAction = (typeof accessActions)[number]

/** Somebody looked, came, left, took along or was refused. */
export interface AccessEvent {
  action: AccessAction
  /** When it happened, where that is not now: views made offline are told later. */
  at?: string
  user?: string | undefined
  device?: string | undefined
  address?: string | undefined
  kind?: string | undefined
  record?: string | undefined
  /** What else is worth keeping (a refusal's code, the count exported); salted and erasable as the log's values. */
  details?: Record<string, unknown>
}

type Timed = AccessEvent & { at: string }

/** The header columns in the order hashed; the layout is in chain.ts. */
export const accessHeaderColumns = [
  'company_id',
  'epoch::bigint',
  'number',
  'at',
  'user_id',
  'device_id',
  'address',
  'action',
  'kind',
  'record_id',
]

/** Waiting events beyond this are written at once. */
const mostWaiting = 500

/**
 * The access chain: events gather in memory and are chained and stored once a second, by company, so that what a
 * second held can no longer be changed unseen. Not in the company's log, never synced.
 */
export function createAccessLog(options: { database: Database; now: () => number; onError: (error: unknown) => void }) {
  const waiting = new Map<string, Timed[]>()
  let writing: Promise<void> = Promise.resolve()

  function flush(): Promise<void> {
    writing = writing.then(async () => {
      for (const [company, events] of [...waiting]) {
        waiting.delete(company)
        try {
          await storeAll(company, events)
        } catch (error) {
          // They wait for the next second; only a server that ends without its database loses them.
          waiting.set(company, [...events, ...(waiting.get(company) ?? [])])
          options.onError(error)
        }
      }
    })
    return writing
  }

  /** One that the database does not take goes alone, so that it holds up none of the others. */
  async function storeAll(company: string, events: readonly Timed[]): Promise<void> {
    try {
      await store(options.database, company, events)
    } catch (error) {
      if (!isAboutEntry(error)) throw error
      if (events.length > 1) for (const event of events) await storeAll(company, [event])
      else options.onError(error)
    }
  }

  /** Devices say when it was: to the millisecond, as it is stored, and within what a calendar and a good clock show. */
  const timeOf = (at: string | undefined): string => {
    const said = at === undefined ? Number.NaN : Date.parse(at)
    const now = options.now()
    return new Date(Number.isNaN(said) ? now : Math.min(Math.max(said, 0), now)).toISOString()
  }

  const timer = setInterval(flush, 1000)
  timer.unref()
  return {
    add(company: string, event: AccessEvent): void {
      const events = waiting.get(company) ?? []
      events.push({ ...event, at: timeOf(event.at) })
      waiting.set(company, events)
      if (events.length === mostWaiting) void flush()
    },
    /** Everything added so far is stored when this resolves. */
    flush,
    async close(): Promise<void> {
      clearInterval(timer)
      await flush()
    },
  }
}
export type AccessLog = ReturnType<typeof createAccessLog>

async function store(database: Database, company: string, events: readonly Timed[]) {
  await database.inCompany(company, async tx => {
    const [row] = await tx<{ epoch: number; access_number: number; access_hash: Buffer }[]>`
      select epoch, access_number, access_hash from company where id = ${company} for no key update`
    if (!row) throw new AppError('record.notFound')
    let previous = row.access_number === 0 ? firstHash : row.access_hash
    const rows = events.map((event, i) => {
      const number = row.access_number + 1 + i
      const details = sealChanges(
        Object.entries(event.details ?? {}).map(([field, value]) => ({ field, new: value }) satisfies LogChange),
      )
      const hash = chainHash('PGA1', previous, accessHeader(company, row.epoch, number, event), details)
      const stored = asJson(company, row.epoch, number, event, details, previous, hash)
      previous = hash
      return stored
    })
    await tx.unsafe(insert, [JSON.stringify(rows)], { prepare: true })
    await tx`
      update company set access_number = ${row.access_number + rows.length}, access_hash = ${previous}
      where id = ${company}`
  })
}

const writer = new PartWriter()
const accessHeader = (company: string, epoch: number, number: number, e: Timed): Buffer =>
  writer
    .uuid(company)
    .integer(epoch)
    .integer(number)
    .time(e.at)
    .uuid(e.user)
    .uuid(e.device)
    .text(e.address)
    .text(e.action)
    .text(e.kind)
    .uuid(e.record)
    .take()

const insert = `
  insert into access_log (company_id, epoch, number, at, user_id, device_id, address, action, kind, record_id, details,
    previous_hash, hash)
  select company_id, epoch, number, at, user_id, device_id, address, action, kind, record_id, decode(details, 'hex'),
    decode(previous_hash, 'hex'), decode(hash, 'hex')
  from json_to_recordset($1::text::json) as r(company_id uuid, epoch int, number bigint, at timestamptz, user_id uuid,
    device_id uuid, address text, action text, kind text, record_id uuid, details text, previous_hash text, hash text)`

const asJson = (
  company: string,
  epoch: number,
  number: number,
  e: Timed,
  details: Buffer,
  previous: Buffer,
  hash: Buffer,
) => ({
  company_id: company,
  epoch,
  number,
  at: e.at,
  user_id: e.user,
  device_id: e.device,
  address: e.address,
  action: e.action,
  kind: e.kind,
  record_id: e.record,
  details: details.toString('hex'),
  previous_hash: previous.toString('hex'),
  hash: hash.toString('hex'),
})
