import { addCompany } from '../../../server/auth/people.ts'
import { systemAuthor } from '../../../server/auth/systemAuthor.ts'
import type { PergelServer } from '../../../server/index.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import type { BuiltInRole } from '../../../shared/permissions/rights.ts'
import type { Entry, Patch } from '../../../shared/record.ts'
import { demoActions } from '../../../shared/testing/demo/actions.ts'

export interface CompanyWish {
  teams: number
  /** How many people of each role; sales are spread over the teams, the others have none. */
  people: Partial<Record<BuiltInRole, number>>
  records: number
}
export interface BenchPerson {
  user: string
  role: BuiltInRole
  team: string | undefined
  token: string
  device: string
}
export interface BenchCompany {
  company: string
  people: BenchPerson[]
  roles: Partial<Record<BuiltInRole, string>>
  seconds: number
}

/** A company of that many people, each with a session, and records of the demo company spread over its sales people. */
export async function makeCompany(
  { services, sessions }: PergelServer['parts'],
  wish: CompanyWish,
): Promise<BenchCompany> {
  const { database, writer } = services
  const teamNames = Array.from({ length: wish.teams }, (_, i) => `Ekip ${i + 1}`)
  const company = await addCompany(services, { name: 'Ölçüm A.Ş.', zone: 'Europe/Istanbul', teams: teamNames })
  const submit = async (entry: Partial<Entry> & { patches: Patch[] }, user?: string) => {
    const at = entry.at ?? new Date().toISOString()
    const whole: Entry = { seq: 1, id: uuidv7(), operation: uuidv7(), label: 'create', after: [], at, ...entry }
    const [answer] = await writer.submit(systemAuthor(company, user ? { user, at } : {}), [whole])
    if (answer?.status !== 'accepted') throw new Error(`refused: ${JSON.stringify(answer)}`)
  }
  const ids = (kind: 'role' | 'team') =>
    database.inCompany(
      company,
      tx => tx<{ id: string; name: string }[]>`
        select id, ${kind === 'role' ? tx`built_in as name` : tx`name`} from ${tx(kind)} order by id`,
    )
  const roles = Object.fromEntries((await ids('role')).map(({ id, name }) => [name, id])) as BenchCompany['roles']
  const teams = (await ids('team')).map(({ id }) => id)

  const people: BenchPerson[] = []
  for (const [role, count] of Object.entries(wish.people) as [BuiltInRole, number][])
    for (let i = 0; i < count; i++) {
      const team = role === 'sales' ? teams[i % teams.length] : undefined
      people.push({ user: uuidv7(), role, team, token: '', device: uuidv7() })
    }
  const patches = people.map(({ user, role, team }, i): Patch => {
    const values = { name: `Kişi ${i}`, email: `k${i}@olcum.test`, role: roles[role], memberOf: team, isActive: true }
    return { kind: 'user', id: user, create: true, set: setOf(values) }
  })
  for (let i = 0; i < patches.length; i += 100) await submit({ patches: patches.slice(i, i + 100) })
  for (const person of people) {
    const { user, device } = person
    person.token = (await sessions.open({ company, user, device: { id: device, name: 'Ölçüm' } })).token
  }

  const started = performance.now()
  const owners = people.filter(({ role }) => role === 'sales').map(({ user }) => ({ user, weight: 1 }))
  const until = new Date().toISOString()
  let batch: Promise<void>[] = []
  for (const { at, user, label, patch } of demoActions({
    seed: 'bench',
    records: wish.records,
    until,
    owners,
    onlyCustomers: true,
  })) {
    batch.push(submit({ at, label, patches: [patch] }, user))
    if (batch.length >= 4000) {
      await Promise.all(batch)
      batch = []
    }
  }
  await Promise.all(batch)
  return { company, people, roles, seconds: (performance.now() - started) / 1000 }
}

const setOf = (values: Record<string, unknown>): Patch['set'] =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, { value }]])),
  )
