import { hasDemo, makeDemo } from '../demo.ts'
import { optional, UsageError, type Verb, wholeNumber } from './verb.ts'
import { withServices } from './withServices.ts'

export const demo: Verb = {
  usage: 'demo [--records N] [--seed TEXT] [--if-missing]',
  about: 'Makes the demo company with seven users, all with the password demo-pergel.',
  details: [
    '--records      how many customers, leads and what hangs on them, 2000 where not given',
    '--seed         another company that could have been; the same seed gives the same one',
    '--if-missing   do nothing where it is there already',
  ],
  options: { records: { type: 'string' }, seed: { type: 'string' }, 'if-missing': { type: 'boolean' } },
  run: async values => {
    const records = wholeNumber(values, 'records', 0) ?? 2000
    return withServices(async services => {
      const there = await hasDemo(services.database)
      if (there === 'yes' && values['if-missing'] === true) return 0
      if (there === 'yes')
        throw new UsageError('The demo company is there already; --if-missing says that this is fine')
      const started = performance.now()
      const made = await makeDemo(services, { records, seed: optional(values, 'seed') ?? 'pergel' })
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`Demo company: ${made.records} records, ${made.rows} log rows in ${seconds} s.`)
      console.log(`Sign in as ${made.emails.join(', ')} with the password ${made.password}.`)
      return 0
    })
  },
}
