import { addUser } from '../auth/people.ts'
import { freeAddress, idOf } from './choices.ts'
import { choosePassword, passwordHelp } from './password.ts'
import { optional, required, type Verb } from './verb.ts'
import { findCompany, withServices } from './withServices.ts'

export const userAdd: Verb = {
  usage: 'user add --email ADDRESS --name NAME --role ROLE [--team TEAM] [--company COMPANY] [--password -]',
  about: 'Makes a user with an account. The recovery code is shown once.',
  details: [
    '--role       name of a role, or admin, sales, operations, warehouse, finance, management',
    '--team       name of a team of the company',
    '--company    id or name; not needed where there is only one',
    ...passwordHelp,
  ],
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    team: { type: 'string' },
    company: { type: 'string' },
    password: { type: 'string' },
  },
  run: async values => {
    const [email, name, role] = [required(values, 'email'), required(values, 'name'), required(values, 'role')]
    const { password, isGenerated } = await choosePassword(optional(values, 'password'))
    return withServices(async services => {
      const company = await findCompany(services.database, optional(values, 'company'))
      const team = optional(values, 'team')
      await freeAddress(services.database, 'email', email)
      await idOf(services.database, company.id, 'role', role)
      if (team !== undefined) await idOf(services.database, company.id, 'team', team)
      const { recoveryCode } = await addUser(services, company.id, { email, name, role, team, password })
      printAccount({ email, password: isGenerated ? password : undefined, recoveryCode })
      return 0
    })
  },
}

/** What is shown once: whoever runs the command hands it on. */
export function printAccount(made: { email: string; password: string | undefined; recoveryCode: string }) {
  console.log(`User: ${made.email}`)
  if (made.password !== undefined) console.log(`Password: ${made.password}`)
  console.log(`Recovery code (keep it on paper; it is not shown again): ${made.recoveryCode}`)
}
