import type { Database } from '../db/database.ts'

/**
 * Does something for one company after the other. One that fails keeps none of the others waiting; all of them are named
 * at the end, after `trouble`, in one error.
 */
export async function everyCompany(
  database: Database,
  trouble: string,
  work: (company: string) => Promise<unknown>,
): Promise<void> {
  const companies = await database.lookup('companies', tx => tx<{ id: string }[]>`select id from company order by id`)
  const failed: string[] = []
  for (const { id } of companies) await work(id).catch((thrown: unknown) => failed.push(`${id} (${reasonOf(thrown)})`))
  if (failed.length > 0)
    throw new Error(`${trouble} in ${failed.length} of ${companies.length} companies: ${named(failed)}`)
}

const mostNamed = 20
const named = (failed: readonly string[]): string =>
  [...failed.slice(0, mostNamed), ...(failed.length > mostNamed ? ['…'] : [])].join(', ')

/** A database's own message may quote values, which belong in no log: its code says enough. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown
  return 'code' in thrown ? `${thrown.name} ${thrown.code}` : thrown.message
}
