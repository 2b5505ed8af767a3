import type { Database, Transaction } from '../db/database.ts'

/** Days that things are kept. Answers: at least 60 (they are the whole idempotency); the access chain: a year. */
export const keptDays = {
  answers: 90,
  restAnswers: 60,
  endedSessions: 90,
  unusedSessions: 90,
  access: 365,
  endedLinks: 90,
  failures: 1,
}

/** Removes what nobody asks for any more, company by company, in portions that hold no lock for long. */
export async function cleanUp(database: Database, now: number): Promise<void> {
  const before = (days: number) => new Date(now - days * 86_400_000).toISOString()
  await database.sql`
    delete from sign_in_failure where last_at < ${before(keptDays.failures)}
      and (locked_until is null or locked_until < ${new Date(now).toISOString()})`
  const companies = await database.lookup('companies', tx => tx<{ id: string }[]>`select id from company order by id`)
  for (const { id } of companies) {
    const inPortions = async (portion: (tx: Transaction) => Promise<number>) => {
      while ((await database.inCompany(id, portion)) === perPortion);
    }
    await inPortions(
      async tx =>
        (
          await tx`delete from entry_answer where (company_id, device_id, seq) in (
            select company_id, device_id, seq from entry_answer
            where company_id = ${id} and at < ${before(keptDays.answers)} limit ${perPortion})`
        ).count,
    )
    await inPortions(
      async tx =>
        (
          await tx`delete from rest_answer where (company_id, key_id, idempotency_key) in (
            select company_id, key_id, idempotency_key from rest_answer
            where company_id = ${id} and at < ${before(keptDays.restAnswers)} limit ${perPortion})`
        ).count,
    )
    // A prefix only, and never the last row: the verifier begins with the oldest row there is.
    await inPortions(
      async tx =>
        (
          await tx`delete from access_log where (company_id, epoch, number) in (
            select company_id, epoch, number from access_log where company_id = ${id} and number < coalesce((
              select min(number) from access_log where company_id = ${id} and at >= ${before(keptDays.access)}
            ), (select access_number from company where id = ${id})) and at < ${before(keptDays.access)} order by epoch, number limit ${perPortion})`
        ).count,
    )
    await database.inCompany(id, async tx => {
      await tx`update session set ended_at = now(), ended_by = 'expired'
        where company_id = ${id} and ended_at is null and last_seen_at < ${before(keptDays.unusedSessions)}`
      await tx`delete from session where company_id = ${id} and ended_at < ${before(keptDays.endedSessions)}`
      // Until then whoever comes with one is told what became of it.
      await tx`delete from invitation where company_id = ${id} and ended_at < ${before(keptDays.endedLinks)}`
      await tx`delete from reset_link where company_id = ${id} and expires_at < ${before(keptDays.endedLinks)}`
    })
  }
}

const perPortion = 5000
