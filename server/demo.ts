import { z } from 'zod'
import type { Kdf } from '../shared/auth/splitKey.ts'
import { uuidv7 } from '../shared/ids.ts'
import { type Entry, uuid } from '../shared/record.ts'
import type { DemoAction } from '../shared/testing/demo/action.ts'
import { demoActions } from '../shared/testing/demo/actions.ts'
import { demoCompany, demoPeople, demoTeams } from '../shared/testing/demo/company.ts'
import { findAccount } from './auth/accounts.ts'
import { addCompany, addUser, type PeopleOptions } from './auth/people.ts'
import { systemAuthor, systemUser } from './auth/systemAuthor.ts'
import type { Database } from './db/database.ts'
import { breather } from './records/breath.ts'
import { type MovingParts, moveSilentOf } from './stages/moveSilent.ts'

export interface DemoOptions {
  records: number
  seed: string
  /** The last of 24 months of activity; now where not given. */
  until?: string
  onlyCustomers?: boolean
  kdf?: Kdf
}
export interface Demo {
  company: string
  /** Made by this call. */
  records: number
  rows: number
  password: string
  emails: string[]
}

/** What is being made, kept so that an interrupted start can be taken up again. */
const work = z.object({
  company: uuid,
  seed: z.string(),
  records: z.int(),
  until: z.string(),
  onlyCustomers: z.boolean(),
  isDone: z.boolean(),
})
type Work = z.infer<typeof work>
const workKey = 'demo'

/** So many actions wait at the write path at a time; it makes large transactions of them. Even. */
const mostWaiting = 4000

/** Whether the demo company is there, and complete. */
export async function hasDemo(database: Database): Promise<'no' | 'partly' | 'yes'> {
  const begun = await readWork(database)
  if (!begun) return 'no'
  return begun.isDone ? 'yes' : 'partly'
}

/**
 * The demo company, through the write path: its log tells 24 months that could have been. Where an earlier call was
 * interrupted it goes on with what that one was making. Throws what the first refused action was refused for.
 */
export async function makeDemo(services: PeopleOptions & MovingParts, options: DemoOptions): Promise<Demo> {
  const { database } = services
  const begun = (await readWork(database)) ?? (await begin(services, options))
  const { name, zone } = demoCompany
  await addCompany(services, { id: begun.company, name, zone, isDemo: true, teams: Object.values(demoTeams) })
  const people = []
  for (const person of demoPeople)
    people.push({ ...person, user: await personOf(services, begun, person, options.kdf) })

  const { company, seed, records: wanted, until, onlyCustomers } = begun
  const actions = demoActions({ seed, records: wanted, until, owners: people, people, onlyCustomers })
  // They are written in their order, each as one row: what is there already is the beginning.
  for (let done = await writtenActions(database, company); done > 0; done--) actions.next()
  const { records, rows } = await writeAll(actions, action => act(services, company, action))
  // As if the last night had been one like any other.
  await moveSilentOf(services, company, Date.parse(until))
  await keepWork(database, { ...begun, isDone: true })
  return { company, records, rows, password: demoCompany.password, emails: demoPeople.map(({ email }) => email) }
}

/** Written down before anything is made: nothing of an interrupted start is left that nobody knows of. */
async function begin({ database }: PeopleOptions, options: DemoOptions): Promise<Work> {
  const begun: Work = {
    company: uuidv7(),
    seed: options.seed,
    records: options.records,
    until: options.until ?? new Date().toISOString(),
    onlyCustomers: options.onlyCustomers ?? false,
    isDone: false,
  }
  await keepWork(database, begun)
  return begun
}

async function personOf(
  services: PeopleOptions,
  { company }: Work,
  person: (typeof demoPeople)[number],
  kdf: Kdf | undefined,
): Promise<string> {
  const found = await findAccount(services.database, person.email)
  if (found) return found.userId
  const { name, email, role, team } = person
  const given = { name, email, role, team: demoTeams[team], password: demoCompany.password, ...(kdf ? { kdf } : {}) }
  return (await addUser(services, company, given)).user
}

async function act({ writer }: PeopleOptions, company: string, { at, user, label, patch }: DemoAction): Promise<void> {
  const entry: Entry = { seq: 1, id: uuidv7(), operation: uuidv7(), label, after: [], at, patches: [patch] }
  const [answer] = await writer.submit(systemAuthor(company, { user, at }), [entry])
  if (answer?.status !== 'accepted')
    throw new Error(`The demo company's own data is refused: ${JSON.stringify({ answer, patch })}`)
}

/** Rows of the log that people of the company have written; company and users are the system's. */
async function writtenActions(database: Database, company: string): Promise<number> {
  const [row] = await database.inCompany(
    company,
    tx => tx<{ rows: number }[]>`
      select count(*) as rows from log where company_id = ${company} and user_id <> ${systemUser}`,
    { readOnly: true },
  )
  return row?.rows ?? 0
}

async function readWork({ sql }: Database): Promise<Work | undefined> {
  const [row] = await sql`select value from server_state where key = ${workKey}`
  return row && work.parse(row.value)
}

async function keepWork({ sql }: Database, value: Work): Promise<void> {
  await sql`insert into server_state (key, value) values (${workKey}, ${sql.json(value)})
    on conflict (key) do update set value = excluded.value`
}

/**
 * Starts the actions in their order, never more than `mostWaiting` unanswered at a time, and makes new ones while the
 * database works on the rest. Throws the first failure, when nothing is under way any more.
 */
async function writeAll(actions: Iterable<DemoAction>, write: (action: DemoAction) => Promise<void>) {
  let [records, rows, waiting] = [0, 0, 0]
  let failure: unknown
  let wake = () => {}
  const until = async (few: number) => {
    while (waiting > few)
      await new Promise<void>(done => {
        wake = done
      })
  }
  const breathe = breather()
  for (const action of actions) {
    await breathe()
    waiting++
    rows++
    if (action.label === 'create') records++
    void write(action)
      .catch(error => {
        failure ??= error
      })
      .finally(() => {
        waiting--
        if (waiting === 0 || waiting === mostWaiting / 2) wake()
      })
    if (waiting === mostWaiting) await until(mostWaiting / 2)
    if (failure) break
  }
  await until(0)
  if (failure) throw failure
  return { records, rows }
}
