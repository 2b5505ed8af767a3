import type { Verb } from './verb.ts'
import { withInstallation } from './withServices.ts'

export const migrate: Verb = {
  usage: 'migrate',
  about: 'Brings the database to the tables of this version. `serve` does it too.',
  options: {},
  run: () =>
    withInstallation(async ({ applied }) => {
      console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`)
      return 0
    }),
}
