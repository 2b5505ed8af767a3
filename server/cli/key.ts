import { addApiKey } from '../auth/apiKeys.ts'
import { idOf } from './choices.ts'
import { optional, required, type Verb } from './verb.ts'
import { findCompany, withServices } from './withServices.ts'

export const keyAdd: Verb = {
  usage: 'key add --name NAME --role ROLE [--company COMPANY]',
  about: 'Makes an API key with the rights of a role. The key is shown once.',
  details: [
    '--name      what it is for, to find it again in the list of keys',
    '--role      name of a role, or admin, sales, operations, warehouse, finance, management',
    '--company   id or name; not needed where there is only one',
  ],
  options: { name: { type: 'string' }, role: { type: 'string' }, company: { type: 'string' } },
  run: async values => {
    const [name, role] = [required(values, 'name'), required(values, 'role')]
    return withServices(async ({ database }) => {
      const { id: company } = await findCompany(database, optional(values, 'company'))
      const id = await idOf(database, company, 'role', role)
      const { key } = await addApiKey(database, { company, name, role: id })
      console.log(`Key (it is not shown again): ${key}`)
      return 0
    })
  },
}
