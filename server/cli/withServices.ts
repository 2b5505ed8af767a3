import { readConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import { createLogger } from '../http/logger.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { createServices, type Services } from '../services.ts'
import { UsageError } from './verb.ts'

/** Opens the database for one verb, whether or not the server runs, and closes it again. */
export async function withInstallation<T>(fn: (installation: Installation) => Promise<T>): Promise<T> {
  const installation = await openInstallation(readConfig(process.env), { max: 4 })
  try {
    return await fn(installation)
  } finally {
    await installation.close()
  }
}

/** The same, with the write path. */
export const withServices = <T>(fn: (services: Services) => Promise<T>): Promise<T> =>
  withInstallation(async installation => {
    const services = createServices({ installation, logger: createLogger('error') })
    try {
      return await fn(services)
    } finally {
      await services.close()
    }
  })

/** The company of that id or name; without one the only company there is. */
export async function findCompany(
  database: Database,
  given: string | undefined,
): Promise<{ id: string; name: string }> {
  const all = await database.lookup(
    'companies',
    tx => tx<{ id: string; name: string }[]>`select id, name from company order by id`,
  )
  const found = given === undefined ? all : all.filter(({ id, name }) => id === given || name === given)
  const [first] = found
  if (first && found.length === 1) return first
  if (all.length === 0) throw new UsageError('There is no company yet; make one with: company add')
  const names = all.map(({ id, name }) => `${name} (${id})`).join(', ')
  throw new UsageError(`--company: say which one: ${names}`)
}
