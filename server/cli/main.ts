import { companyAdd, companyCode } from './company.ts'
import { demo } from './demo.ts'
import { diagnostics } from './diagnostics.ts'
import { keyAdd } from './key.ts'
import { logVerify } from './log.ts'
import { migrate } from './migrate.ts'
import { serve } from './serve.ts'
import { userAdd } from './user.ts'
import { calledAs, runVerb, type Verb } from './verb.ts'

/** Each verb is a file beside this one. */
const verbs: Record<string, Verb> = {
  serve,
  migrate,
  demo,
  'company add': companyAdd,
  'company code': companyCode,
  'user add': userAdd,
  'key add': keyAdd,
  'log verify': logVerify,
  diagnostics,
}

/** Does what the arguments say and gives the exit code. */
export async function main(args: string[]): Promise<number> {
  const [first = '', second = ''] = args
  const two = verbs[`${first} ${second}`]
  if (two) return runVerb(two, args.slice(2))
  const one = verbs[first]
  if (one) return runVerb(one, args.slice(1))
  const isHelp = (word: string) => word === 'help' || word === '--help' || word === '-h'
  const isGroup = Object.keys(verbs).some(name => name.startsWith(`${first} `))
  if (isGroup && (second === '' || isHelp(second))) {
    console.log(overview(`${first} `))
    return second === '' ? 2 : 0
  }
  const isAsked = first === '' || isHelp(first)
  if (!isAsked) console.error(`"${args.filter(arg => !arg.startsWith('-')).join(' ')}" is no verb of the server.`)
  console.log(overview())
  return isAsked ? 0 : 2
}

/** All verbs, or those that begin so. */
function overview(start = ''): string {
  const named = Object.entries(verbs).filter(([name]) => name.startsWith(start))
  const width = Math.max(...named.map(([name]) => name.length))
  const lines = named.map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`)
  return [`${calledAs()} <verb> [--help]`, '', ...lines].join('\n')
}
