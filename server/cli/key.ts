import { addApiKey } from '../auth/apiKeys.ts'
import { optional, required, UsageError, type Verb } from './verb.ts'
import { findCompany, withServices } from './withServices.ts'

export const keyAdd: Verb = {
  usage: 'key add --name NAME --role ROLE [--company COMPANY]',
  about: 'Makes an API key with the rights of a role. The key is shown once.',
  details: ['--role       name of a role, or admin, sales, operations, warehouse, finance, management'],
  options: { name: { type: 'string' }, role: { type: 'string' }, company: { type: 'string' } },
  run: async values => {
    const [name, role] = [required(values, 'name'), required(values, 'role')]
    return withServices(async ({ database }) => {
      const { id: company } = await findCompany(database, optional(values, 'company'))
      const roles = await database.inCompany(
        company,
        tx => tx<{ id: string; name: string; builtIn: string | null }[]>`
          select id, name, built_in as "builtIn" from role where company_id = ${company} and not archived order by id`,
        { readOnly: true },
      )
      const found = roles.find(one => one.builtIn === role || one.name === role)
      if (!found)
        throw new UsageError(`--role: ${JSON.stringify(role)} is none of ${roles.map(one => one.name).join(', ')}`)
      const { key } = await addApiKey(database, { company, name, role: found.id })
      console.log(`Key (it is not shown again): ${key}`)
      return 0
    })
  },
}
