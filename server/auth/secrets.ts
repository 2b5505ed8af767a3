import type { Database } from '../db/database.ts'
import type { CompanyKeys } from './companyKeys.ts'
import { openSealed, seal } from './envelope.ts'

/** A company's integration secrets (passwords, tokens), encrypted in the database under its own key. */
export interface Secrets {
  get: (company: string, name: string) => Promise<string | undefined>
  set: (company: string, name: string, value: string) => Promise<void>
  remove: (company: string, name: string) => Promise<void>
}

export function secrets(options: { database: Database; keys: CompanyKeys }): Secrets {
  const { database, keys } = options
  const context = (company: string, name: string) => `secret ${company} ${name}`
  return {
    get: async (company, name) => {
      const key = await keys.keyOf(company)
      const [row] = await database.inCompany(
        company,
        tx => tx<{ value: Buffer }[]>`select value from secret where company_id = ${company} and name = ${name}`,
        { readOnly: true },
      )
      return row && openSealed(key, row.value, context(company, name)).toString()
    },
    set: async (company, name, value) => {
      const sealed = seal(await keys.keyOf(company), Buffer.from(value), context(company, name))
      await database.inCompany(
        company,
        tx => tx`
          insert into secret (company_id, name, value) values (${company}, ${name}, ${sealed})
          on conflict (company_id, name) do update set value = excluded.value, updated_at = now()`,
      )
    },
    remove: async (company, name) => {
      await database.inCompany(company, tx => tx`delete from secret where company_id = ${company} and name = ${name}`)
    },
  }
}
