import { addCompany, addUser, isTimeZone } from '../auth/people.ts'
import { setupCode } from '../auth/setup.ts'
import { freeAddress } from './choices.ts'
import { choosePassword, passwordHelp } from './password.ts'
import { printAccount } from './user.ts'
import { optional, required, UsageError, type Verb } from './verb.ts'
import { withInstallation, withServices } from './withServices.ts'

export const companyAdd: Verb = {
  usage: 'company add --name NAME --admin-email ADDRESS [--admin-name NAME] [--zone ZONE] [--password -]',
  about: 'Makes a company with the six built-in roles, a first team and its administrator.',
  details: ['--zone       time zone, Europe/Istanbul where not given', ...passwordHelp],
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
    const zone = optional(values, 'zone') ?? 'Europe/Istanbul'
    if (!isTimeZone(zone))
      throw new UsageError(`--zone: ${JSON.stringify(zone)} cannot be used; allowed: a time zone such as Europe/Berlin`)
    const { password, isGenerated } = await choosePassword(optional(values, 'password'))
    return withServices(async services => {
      // Before the company is made: a second try shall not leave a second company.
      await freeAddress(services.database, 'admin-email', email)
      const company = await addCompany(services, {
        name,
        zone,
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
