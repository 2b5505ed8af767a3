import { uuidv7 } from '../shared/ids.ts'
import type { Entry } from '../shared/record.ts'
import { type DemoAction, demoActions } from '../shared/testing/demo/actions.ts'
import { demoCompany, demoPeople, demoTeams } from '../shared/testing/demo/company.ts'
import { addCompany, addUser, type PeopleOptions } from './auth/people.ts'
import { systemAuthor } from './auth/systemAuthor.ts'

/** So many actions wait at the write path at a time; it makes large transactions of them. */
const inFlight = 4000

/**
 * The demo company, through the write path: its log tells 24 months that could have been. Nothing is seen of it before
 * its users are there. Throws what the first refused action was refused for.
 */
export async function makeDemo(
  services: PeopleOptions,
  options: {
    records: number
    seed: string
    until?: string
    onlyCustomers?: boolean
    kdf?: Parameters<typeof addUser>[2]['kdf']
  },
) {
  const { name, zone, password } = demoCompany
  const company = await addCompany(services, { name, zone, isDemo: true, teams: Object.values(demoTeams) })
  const people = await Promise.all(
    demoPeople.map(async person => {
      const { user } = await addUser(services, company, {
        ...person,
        team: demoTeams[person.team],
        password,
        ...(options.kdf ? { kdf: options.kdf } : {}),
      })
      return { user, weight: person.weight }
    }),
  )
  const actions = demoActions({
    seed: options.seed,
    records: options.records,
    until: options.until ?? new Date().toISOString(),
    owners: people,
    ...(options.onlyCustomers ? { onlyCustomers: true } : {}),
  })
  let [records, rows] = [0, 0]
  for (const portion of portions(actions, inFlight)) {
    await Promise.all(portion.map(action => act(services, company, action)))
    rows += portion.length
    records += portion.filter(({ label }) => label === 'create').length
  }
  return { company, records, rows, password, emails: demoPeople.map(({ email }) => email) }
}

async function act({ writer }: PeopleOptions, company: string, { at, user, label, patch }: DemoAction): Promise<void> {
  const entry: Entry = { seq: 1, id: uuidv7(), operation: uuidv7(), label, after: [], at, patches: [patch] }
  const [answer] = await writer.submit(systemAuthor(company, { user, at }), [entry])
  if (answer?.status !== 'accepted')
    throw new Error(`The demo company's own data is refused: ${JSON.stringify({ answer, patch })}`)
}

function* portions<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let portion: T[] = []
  for (const item of items) {
    portion.push(item)
    if (portion.length === size) {
      yield portion
      portion = []
    }
  }
  if (portion.length > 0) yield portion
}
