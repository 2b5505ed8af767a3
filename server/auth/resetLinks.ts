import type { Transaction } from '../db/database.ts'

/** None of the user's reset links opens anything any more. */
export async function endResetLinks(tx: Transaction, company: string, user: string): Promise<void> {
  await tx`update reset_link set used_at = now()
    where company_id = ${company} and user_id = ${user} and used_at is null`
}
