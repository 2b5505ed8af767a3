import { AppError } from '../../shared/errors.ts'
import { findAccount } from '../auth/accounts.ts'
import { addCompany, addUser } from '../auth/people.ts'
import { setupCode } from '../auth/setup.ts'
import { choosePassword } from './password.ts'
import { printAccount } from './user.ts'
import { optional, required, type Verb } from './verb.ts'
import { withInstallation, withServices } from './withServices.ts'

export const companyAdd: Verb = {
  usage: 'company add --name NAME --admin-email ADDRESS [--admin-name NAME] [--zone ZONE] [--password PASSWORD]',
  about: 'Makes a company with the six built-in roles, a first team and its administrator.',
  details: [
    '--zone       time zone, Europe/Istanbul where not given',
    '--password   of the administrator; asked for at a terminal, else generated and shown once',
  ],
  options: {
    name: { type: 'string' },
    'admin-email': { type: 'string' },
    'admin-name': { type: 'string' },
    zone: { type: 'string' },
    password: { type: 'string' },
  },
  run: async values => {
    const name = required(values, 'name')
    const email = required(values, 'admin-email')
    const { password, isGenerated } = await choosePassword(optional(values, 'password'))
    return withServices(async services => {
      // Before the company is made: a second try shall not leave a second company.
      if (await findAccount(services.database, email)) throw new AppError('record.exists')
      const company = await addCompany(services, {
        name,
        zone: optional(values, 'zone') ?? 'Europe/Istanbul',
        teams: ['Merkez'],
      })
      const admin = { name: optional(values, 'admin-name') ?? email, email, role: 'admin', team: 'Merkez', password }
      const made = await addUser(services, company, admin)
      console.log(`Company: ${name} (${company})`)
      printAccount({ email, password: isGenerated ? password : undefined, recoveryCode: made.recoveryCode })
      return 0
    })
  },
}

export const companyCode: Verb = {
  usage: 'company code',
  about: 'Shows a one-time code, by which somebody makes a company in the app. An earlier code ends.',
  details: ['The code is good for seven days and for one company.'],
  options: {},
  run: async () =>
    withInstallation(async ({ database, secret }) => {
      const { code, expiresAt } = await setupCode({ database, secret, now: Date.now }, { anew: true })
      console.log(`Code: ${code}`)
      console.log(`Good until: ${expiresAt}`)
      return 0
    }),
}
