import { randomBytes } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import type { FieldCipher } from '../db/columns.ts'
import type { Database } from '../db/database.ts'
import { openSealed, seal } from './envelope.ts'
import type { Secret } from './secret.ts'

/** Keys of companies: each random, stored wrapped by the installation's secret, opened once and kept in memory. */
export interface CompanyKeys {
  /** A new key, wrapped for the column `company.key_wrapped`. */
  wrapNew: (company: string) => Buffer
  keyOf: (company: string) => Promise<Buffer>
  /** Encrypts special-category fields of this company. */
  cipherOf: (company: string) => Promise<FieldCipher>
}

export function companyKeys(options: { database: Database; secret: Secret }): CompanyKeys {
  const { database, secret } = options
  const wrapping = secret.key('companyKeys')
  const known = new Map<string, Promise<Buffer>>()

  const read = async (company: string) => {
    const rows = await database.inCompany(
      company,
      tx => tx<{ keyWrapped: Buffer }[]>`select key_wrapped as "keyWrapped" from company where id = ${company}`,
      { readOnly: true },
    )
    if (!rows[0]) throw new AppError('record.notFound')
    return openSealed(wrapping, rows[0].keyWrapped, `company ${company}`)
  }
  const keyOf = (company: string) => {
    const found = known.get(company) ?? read(company)
    known.set(company, found)
    found.catch(() => known.delete(company))
    return found
  }

  return {
    wrapNew: company => seal(wrapping, randomBytes(32), `company ${company}`),
    keyOf,
    cipherOf: async company => {
      const key = await keyOf(company)
      return {
        seal: (value, context) => seal(key, Buffer.from(JSON.stringify(value)), `field ${company} ${context}`),
        open: (sealed, context) => JSON.parse(openSealed(key, sealed, `field ${company} ${context}`).toString()),
      }
    },
  }
}
