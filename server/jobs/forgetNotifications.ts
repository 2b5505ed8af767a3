import { uuidv7 } from '../../shared/ids.ts'
import { type Entry, maxPatches, type Patch } from '../../shared/record.ts'
import { systemAuthor } from '../auth/systemAuthor.ts'
import type { Database } from '../db/database.ts'
import type { Writer } from '../records/writer.ts'
import { everyCompany } from './everyCompany.ts'

/** Days that news are kept: once they have been read, and at all. What is forgotten is deleted so much later. */
export const newsDays = { read: 90, all: 180, forgotten: 30 }

const kind = 'notification'
const day = 86_400_000
const perPortion = 5000

/**
 * Old news leave, company by company: their owner is taken from them, so that every desktop is told that they are gone,
 * at once or when it comes back. The rows stay for those that come back late; whoever comes later still is put right by
 * the nightly comparison of its copies. A company that fails keeps none of the others waiting; all of them are told at
 * the end.
 */
export async function forgetNotifications(
  { database, writer }: { database: Database; writer: Pick<Writer, 'submit'> },
  now: number,
): Promise<void> {
  const before = (days: number) => new Date(now - days * day).toISOString()
  await everyCompany(database, 'Old news stayed', forgetIn)

  async function forgetIn(company: string): Promise<void> {
    for (;;) {
      const old = await database.inCompany(
        company,
        tx => tx<{ id: string; owner: string }[]>`
          select id, owner_id as owner from notification where company_id = ${company} and owner_id is not null
            and (read_at < ${before(newsDays.read)} or created_at < ${before(newsDays.all)}) limit ${maxPatches}`,
        { readOnly: true },
      )
      if (old.length > 0) await forget(writer, company, old, now)
      if (old.length < maxPatches) break
    }
    const deleteSome = () =>
      database.inCompany(
        company,
        async tx =>
          (
            await tx`delete from notification where company_id = ${company} and id in (
              select id from notification where company_id = ${company} and owner_id is null
                and updated_at < ${before(newsDays.forgotten)} limit ${perPortion})`
          ).count,
      )
    while ((await deleteSome()) === perPortion);
  }
}

async function forget(
  writer: Pick<Writer, 'submit'>,
  company: string,
  old: readonly { id: string; owner: string }[],
  now: number,
): Promise<void> {
  const patches = old.map(({ id, owner }): Patch => ({ kind, id, set: { owner: { base: owner } } }))
  const at = new Date(now).toISOString()
  const entry: Entry = { seq: 1, id: uuidv7(), operation: uuidv7(), label: 'expire', after: [], at, patches }
  const [answer] = await writer.submit(systemAuthor(company), [entry])
  // Nobody would look at a refusal, and the next portion would be the same again.
  if (answer?.status !== 'accepted') throw new Error(`Old news could not be forgotten: ${JSON.stringify(answer)}`)
}
