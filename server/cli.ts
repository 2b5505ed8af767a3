import { companyAdd } from './cli/company.ts'
import { demo } from './cli/demo.ts'
import { keyAdd } from './cli/key.ts'
import { logVerify } from './cli/log.ts'
import { migrate } from './cli/migrate.ts'
import { serve } from './cli/serve.ts'
import { userAdd } from './cli/user.ts'
import { runVerb, type Verb } from './cli/verb.ts'

/** `npm run server -- <verb>`; each verb is a file of cli/. */
const verbs: Record<string, Verb> = {
  serve,
  migrate,
  demo,
  'company add': companyAdd,
  'user add': userAdd,
  'key add': keyAdd,
  'log verify': logVerify,
}

process.exitCode = await main(process.argv.slice(2))
// Whatever still holds the process (a connection that is closing) has nothing to say any more.
process.exit()

async function main(args: string[]): Promise<number> {
  const [first = '', second = ''] = args
  const two = verbs[`${first} ${second}`]
  if (two) return runVerb(two, args.slice(2))
  const one = verbs[first]
  if (one) return runVerb(one, args.slice(1))
  const isAsked = first === '' || first === 'help' || first === '--help' || first === '-h'
  if (!isAsked) console.error(`"${args.filter(arg => !arg.startsWith('-')).join(' ')}" is no verb of the server.`)
  console.log(overview())
  return isAsked ? 0 : 2
}

function overview(): string {
  const width = Math.max(...Object.keys(verbs).map(name => name.length))
  const lines = Object.entries(verbs).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`)
  return ['npm run server -- <verb> [--help]', '', ...lines].join('\n')
}
