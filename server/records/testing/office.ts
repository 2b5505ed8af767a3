import { commands } from '../../../shared/commands/index.ts'
import { allKinds } from '../../../shared/entities/index.ts'
import { uuidv7 } from '../../../shared/ids.ts'
import { builtInKinds } from '../../../shared/kinds.ts'
import { builtInRoles, type RoleRights } from '../../../shared/permissions/rights.ts'
import { rightsOfRole } from '../../../shared/permissions/rightsOfRole.ts'
import type { Viewer } from '../../../shared/permissions/viewer.ts'
import type { Entry, Patch, RecordKey, RecordState } from '../../../shared/record.ts'
import type { Answer } from '../../../shared/sync/protocol.ts'
import { tableName } from '../../db/columns.ts'
import type { Database } from '../../db/database.ts'
import type { Author, Commit } from '../commit.ts'
import { formOf } from '../load.ts'
import { createWriter, type Writer, type WriterOptions } from '../writer.ts'

/** The rights of a built-in role, from the kinds' own definitions. */
export const builtInRights = (role: (typeof builtInRoles)[number]): RoleRights => ({
  kinds: Object.fromEntries(allKinds.map(kind => [kind.name, kind.rights[role]])),
  abilities: role === 'admin' ? ['admin', 'bulkEdit', 'erase', 'manageKeys', 'readAccessLog'] : [],
})

export interface Person {
  author: Author
  /** Sends entries of the next seqs; gives the answers. */
  send: (...entries: (Partial<Entry> & { patches: Patch[] })[]) => Promise<Answer[]>
  entry: (given: Partial<Entry>) => Entry
}

/** A company with a team for each letter and whoever a test needs in them, on a fresh writer. */
export async function office(database: Database, options: Partial<WriterOptions> = {}) {
  const company = uuidv7()
  await database.inCompany(
    company,
    tx =>
      tx`insert into company (id, name, zone, key_wrapped) values (${company}, 'Firma', 'Europe/Istanbul', '\\x00')`,
  )
  const commits: Commit[] = []
  const errors: unknown[] = []
  const writer = createWriter({
    database,
    now: Date.now,
    commands,
    onCommit: commit => commits.push(commit),
    onError: error => errors.push(error),
    ...options,
  })
  const system = author(company, { user: company, team: null, role: company, rights: builtInRights('admin') }, 'system')
  const boss = person(writer, system)
  const roles = Object.fromEntries(builtInRoles.map(role => [role, uuidv7()])) as Record<
    (typeof builtInRoles)[number],
    string
  >
  const teams = { a: uuidv7(), b: uuidv7() }
  const made = [
    ...builtInRoles.map(role =>
      created({ kind: 'role', id: roles[role] }, { name: role, builtIn: role, rights: builtInRights(role) }),
    ),
    created({ kind: 'team', id: teams.a }, { name: 'A' }),
    created({ kind: 'team', id: teams.b }, { name: 'B' }),
  ]
  await boss.send({ label: 'create', patches: made })

  /** A colleague with a role in a team, on a device of their own. */
  async function hire(
    role: (typeof builtInRoles)[number],
    team: keyof typeof teams | null,
    rights?: RoleRights,
  ): Promise<Person> {
    const id = uuidv7()
    const memberOf = team ? teams[team] : undefined
    const own = rights ? uuidv7() : roles[role]
    if (rights)
      await boss.send({ label: 'create', patches: [created({ kind: 'role', id: own }, { name: 'Rol', rights })] })
    const values = {
      name: `Kişi ${id.slice(-4)}`,
      email: `${id}@firma.test`,
      role: own,
      memberOf,
      isActive: true,
    }
    await boss.send({ label: 'create', patches: [created({ kind: 'user', id }, values)] })
    const viewer: Viewer = {
      user: id,
      team: memberOf ?? null,
      role: own,
      rights: rights ? (rightsOfRole({ rights }) ?? rights) : builtInRights(role),
    }
    return person(writer, author(company, viewer, 'sync'))
  }

  /** The record as the database has it. */
  async function stored({ kind, id }: RecordKey): Promise<RecordState | undefined> {
    const definition = builtInKinds.require(kind)
    const rows = await database.inCompany(company, tx =>
      tx.unsafe(`select * from "${tableName(definition)}" where company_id = $1::uuid and id = $2::uuid`, [
        company,
        id,
      ]),
    )
    return rows.map(formOf(definition, undefined).stateOf)[0]
  }

  return { company, writer, commits, errors, boss, roles, teams, hire, stored }
}
export type Office = Awaited<ReturnType<typeof office>>

export const created = ({ kind, id }: RecordKey, values: Record<string, unknown>): Patch => ({
  kind,
  id,
  create: true,
  set: Object.fromEntries(
    Object.entries(values)
      .filter(([, v]) => v !== undefined)
      .map(([name, value]) => [name, { value }]),
  ),
})

export const changed = ({ kind, id }: RecordKey, set: Record<string, [base: unknown, value: unknown]>): Patch => ({
  kind,
  id,
  set: Object.fromEntries(
    Object.entries(set).map(([name, [base, value]]) => [
      name,
      { ...(base === undefined ? {} : { base }), ...(value === undefined ? {} : { value }) },
    ]),
  ),
})

function author(company: string, viewer: Viewer, source: Author['source']): Author {
  return { company, viewer, device: source === 'sync' ? uuidv7() : null, address: '10.0.0.1', source }
}

export function person(writer: Writer, by: Author): Person {
  let seq = 0
  const entry = (given: Partial<Entry>): Entry => ({
    seq: ++seq,
    id: uuidv7(),
    operation: uuidv7(),
    label: 'edit',
    after: [],
    at: new Date().toISOString(),
    patches: [],
    ...given,
  })
  return { author: by, entry, send: (...entries) => writer.submit(by, entries.map(entry)) }
}
