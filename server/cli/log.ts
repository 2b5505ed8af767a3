import { readFileSync, writeFileSync } from 'node:fs'
import { currentHeads, verifyAll, verifyCompany } from '../log/verify.ts'
import type { ChainResult } from '../log/verifyChain.ts'
import { readHeads, writeHeads } from '../log/witness.ts'
import { optional, UsageError, type Verb } from './verb.ts'
import { findCompany, withInstallation } from './withServices.ts'

export const logVerify: Verb = {
  usage: 'log verify [--heads FILE] [--save FILE] [--company COMPANY]',
  about: 'Hashes every row of both chains again and names what was altered, removed, moved or cut.',
  details: [
    '--heads     heads that others have witnessed, a JSON object a line: {"company","epoch","number","hash"}',
    '--save      writes the present heads of all companies, where nothing is wrong, to a new file: keep it elsewhere',
    '--company   id or name; all where not given',
    'Exits with 1 where something is wrong.',
  ],
  options: { heads: { type: 'string' }, save: { type: 'string' }, company: { type: 'string' } },
  run: async values => {
    const heads = headsIn(optional(values, 'heads'))
    const save = optional(values, 'save')
    return withInstallation(async ({ database }) => {
      const started = performance.now()
      // Read before, so that everything they cover is verified.
      const present = save === undefined ? [] : await currentHeads(database)
      const only = optional(values, 'company')
      const results = only
        ? [await verifyCompany(database, (await findCompany(database, only)).id, heads)]
        : await verifyAll(database, heads)
      let [rows, problems] = [0, 0]
      for (const { company, log, access } of results) {
        rows += log.rows + access.rows
        problems += report(company, 'log', log) + report(company, 'access', access)
      }
      const seconds = (performance.now() - started) / 1000
      const pace = `${rows} rows in ${seconds.toFixed(1)} s`
      console.log(problems === 0 ? `Nothing is wrong: ${pace}.` : `${problems} wrong: ${pace}.`)
      if (problems > 0) return 1
      if (save !== undefined) keep(save, writeHeads(present))
      return 0
    })
  },
}

function headsIn(file: string | undefined) {
  if (file === undefined) return []
  try {
    return readHeads(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new UsageError(
      `--heads: ${JSON.stringify(file)} cannot be used; allowed: a file of heads, a JSON object a line`,
      { cause },
    )
  }
}

/** Never over an older one: heads are evidence. */
function keep(file: string, text: string) {
  try {
    writeFileSync(file, text, { flag: 'wx' })
  } catch (cause) {
    throw new UsageError(`--save: ${JSON.stringify(file)} cannot be used; allowed: a file that is not there yet`, {
      cause,
    })
  }
  console.log(`Heads saved: ${file}`)
}

function report(company: string, chain: string, { problems, more }: ChainResult): number {
  for (const { epoch, number, to, problem } of problems)
    console.log(`${company} ${chain} ${epoch}/${number}${to === undefined ? '' : `–${to}`}: ${problem}`)
  if (more > 0) console.log(`${company} ${chain}: and ${more} more`)
  return problems.length + more
}
