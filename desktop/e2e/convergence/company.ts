import { addCompany } from '../../../server/auth/people.ts'
import { sessions } from '../../../server/auth/sessions.ts'
import { systemAuthor } from '../../../server/auth/systemAuthor.ts'
import { createLogger } from '../../../server/http/logger.ts'
import { createServices, type Services } from '../../../server/services.ts'
import { type TestDatabase, testDatabase } from '../../../server/testing/testDatabase.ts'
import type { Values } from '../../../shared/entity.ts'
import { derivedId, uuidv7 } from '../../../shared/ids.ts'
import type { Patch } from '../../../shared/record.ts'
import type { Random } from '../../../shared/testing/random.ts'

export interface Company {
  id: string
  database: TestDatabase
  roles: { id: string; builtIn: string; rights: unknown }[]
  teams: string[]
  /** Those with a desktop, in order. */
  people: { user: string; device: string; token: string; role: string; memberOf: string | undefined }[]
  /** Writes as the server itself, from this process: for the desktops' server it is another instance that commits. */
  write(patches: Patch[]): Promise<void>
  /** Puts fields to these values, whatever they are. */
  set(kind: string, id: string, values: Values): Promise<void>
  /** A new session for one of the people; undefined where they may not come in now. */
  signIn(person: { user: string; device: string }): Promise<string | undefined>
  /** Number of the log's last row. */
  head(): Promise<number>
  close(): Promise<void>
}

/** A company with the six roles, two teams, a colleague in each of these roles with a desktop, three without, and some records. */
export async function makeCompany(roleNames: readonly string[], random: Random): Promise<Company> {
  const database = await testDatabase({ max: 3 })
  const services = createServices({
    installation: { database: database.database, secret: database.secret },
    logger: createLogger('error'),
  })
  const id = await addCompany(services, { name: 'Yakınsama A.Ş.', zone: 'Europe/Istanbul', teams: ['Bir', 'İki'] })
  const write = (patches: Patch[]) => writeAsSystem(services, id, patches)
  const [roles, teams] = await database.database.inCompany(id, async tx => [
    await tx<{ id: string; built_in: string; rights: unknown }[]>`
      select id, built_in, rights from role where company_id = ${id} order by id`,
    (await tx<{ id: string }[]>`select id from team where company_id = ${id} order by id`).map(team => team.id),
  ])
  const open = sessions({ database: database.database, now: Date.now })

  const signIn: Company['signIn'] = async ({ user, device }) => {
    const [found] = await database.database.inCompany(
      id,
      tx => tx`select 1 from "user" where company_id = ${id} and id = ${user} and is_active and not archived`,
    )
    if (!found) return undefined
    const { token } = await open.open({ company: id, user, device: { id: device, name: 'Cihaz' } })
    return token
  }
  const hire = async (roleName: string, memberOf: string | undefined) => {
    const user = uuidv7()
    const role = roles.find(found => found.built_in === roleName)?.id ?? ''
    const values = { name: `Kişi ${roleName}`, email: `${user}@ornek.example`, role, memberOf, isActive: true }
    await write([{ kind: 'user', id: user, create: true, set: asSet(values) }])
    return { user, role, memberOf }
  }
  const people: Company['people'] = []
  for (const [i, roleName] of roleNames.entries()) {
    const hired = await hire(roleName, teams[i % 2])
    const device = uuidv7()
    const token = await signIn({ user: hired.user, device })
    people.push({ ...hired, device, token: token ?? '' })
  }
  const others = [await hire('sales', teams[0]), await hire('sales', teams[1]), await hire('management', undefined)]
  await write(
    someRecords(
      random,
      [...people, ...others].map(({ user }) => user),
    ),
  )

  return {
    id,
    database,
    roles: roles.map(row => ({ id: row.id, builtIn: row.built_in, rights: row.rights })),
    teams,
    people,
    signIn,
    write,
    set: (kind, record, values) => {
      const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
      return write([{ kind, id: record, set }])
    },
    head: () =>
      database.database.inCompany(id, async tx => {
        const [row] = await tx<{ number: number }[]>`select number from company where id = ${id}`
        return row?.number ?? 0
      }),
    close: async () => {
      await services.close()
      await database.drop()
    },
  }
}

function someRecords(random: Random, owners: readonly string[]): Patch[] {
  const tags = Array.from({ length: 5 }, (_, i) => ({
    id: derivedId('tag', `Etiket ${i + 1}`),
    name: `Etiket ${i + 1}`,
  }))
  const owner = () => random.pick(owners)
  const made = (kind: string, values: Values, id = uuidv7()): Patch => ({ kind, id, create: true, set: asSet(values) })
  const leads = Array.from({ length: 15 }, (_, i) =>
    made('lead', { name: `Aday ${i}`, phone: '+905321112233', status: 'new', source: 'phone', owner: owner() }),
  )
  const customers = Array.from({ length: 15 }, (_, i) =>
    made('customer', { type: 'individual', firstName: 'Ali', lastName: `Can ${i}`, status: 'active', owner: owner() }),
  )
  const contacts = Array.from({ length: 25 }, (_, i) => {
    const { kind, id } = random.pick([...leads, ...customers])
    return made('contact', { firstName: `İlgili ${i}`, parent: { kind, id } })
  })
  return [...tags.map(({ id, name }) => made('tag', { name }, id)), ...leads, ...customers, ...contacts]
}

/** Whatever stands is replaced: the server's own change asks for no base. */
async function writeAsSystem(services: Services, company: string, patches: Patch[]): Promise<void> {
  const entry = { seq: 1, id: uuidv7(), operation: uuidv7(), label: 'edit', after: [], at: new Date().toISOString() }
  const [answer] = await services.writer.submit(systemAuthor(company), [{ ...entry, patches }], { overwrite: true })
  if (answer?.status !== 'accepted')
    throw new Error(`the server's own change was not accepted: ${JSON.stringify(answer)}`)
}

const asSet = (values: Values): Patch['set'] =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, { value }]),
  )
