import { hkdfSync } from 'node:crypto'
import type { CompanyKeys } from '../auth/companyKeys.ts'

/**
 * The key of a company's contents. It follows from the company's own, which is wrapped by the installation's secret in the
 * database: the folder of contents opens nothing by itself.
 */
export async function blobKey(keys: Pick<CompanyKeys, 'keyOf'>, company: string): Promise<Buffer> {
  return Buffer.from(hkdfSync('sha256', await keys.keyOf(company), Buffer.alloc(32), 'pergel blobs 1', 32))
}
