import type { Database } from '../db/database.ts'
import type { BlobStore } from './store.ts'

/** Days that an upload waits for its desktop, and a content for a record that names it. */
export const blobDays = { uploads: 14, unused: 30, strays: 2 }

/**
 * Removes what nobody will ask for: uploads that were given up, contents that no record ever named, and folders that an
 * instance left when it ended in the middle. A content whose record is archived stays.
 */
export async function cleanUpBlobs(database: Database, store: BlobStore, now: number): Promise<void> {
  const before = (days: number) => new Date(now - days * 86_400_000).toISOString()
  const companies = await database.lookup('companies', tx => tx<{ id: string }[]>`select id from company order by id`)
  for (const { id: company } of companies) {
    const removed = await database.inCompany(company, async tx => [
      ...(await tx<{ id: string }[]>`
        delete from blob_upload where company_id = ${company} and used_at < ${before(blobDays.uploads)} returning id`),
      ...(await tx<{ id: string }[]>`
        delete from blob b where company_id = ${company} and created_at < ${before(blobDays.unused)} and not exists (
          select from blob_use u where u.company_id = b.company_id and u.blob_id = b.id) returning id`),
    ])
    for (const { id } of removed) await store.remove({ company, blob: id })
    const strays = await store.old(company, now - blobDays.strays * 86_400_000)
    if (strays.length === 0) continue
    const known = await database.inCompany(
      company,
      tx => tx<{ id: string }[]>`
        select id from blob where company_id = ${company} union all
        select id from blob_upload where company_id = ${company}`,
      { readOnly: true },
    )
    const kept = new Set(known.map(({ id }) => id))
    for (const blob of strays) if (!kept.has(blob)) await store.remove({ company, blob })
  }
}
