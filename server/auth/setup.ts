import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { companyRequest } from '../../shared/auth/identity.ts'
import { codeFrom, plainCode } from '../../shared/auth/recoveryCode.ts'
import { AppError } from '../../shared/errors.ts'
import { uuidv7 } from '../../shared/ids.ts'
import type { Database } from '../db/database.ts'
import { serverWords } from '../http/words.ts'
import type { AccessLog } from '../log/access.ts'
import { findAccount } from './accounts.ts'
import { welcomeDevice } from './devices.ts'
import { asEmailTaken, emailTaken, join } from './joining.ts'
import type { Lockout } from './lockout.ts'
import { addCompany, idByName, isTimeZone, type PeopleOptions } from './people.ts'
import type { Secret } from './secret.ts'
import { sameBytes } from './tokens.ts'

export interface SetupOptions extends PeopleOptions {
  secret: Secret
  lockout: Pick<Lockout, 'attempt' | 'succeeded'>
  access: Pick<AccessLog, 'add'>
  now: () => number
}

/** How long a code is good for, and after which time a set-up that never ended gives it free again. */
const validMs = 7 * 86_400_000
const takenMs = 120_000

/**
 * The one-time code by which whoever runs the server lets somebody make a company. It follows from a random text in the
 * database and the installation's secret: the database alone opens nothing, and the same code can be shown again until it
 * is used or over.
 */
const stored = z.object({
  nonce: z.string(),
  /** Which company it makes: a set-up that was interrupted goes on with the same one. */
  company: z.uuid(),
  expiresAt: z.iso.datetime(),
  takenAt: z.iso.datetime().optional(),
  usedAt: z.iso.datetime().optional(),
})
const stateKey = 'setupCode'

/** Whether a code is open. */
export async function isSetupOpen(database: Database, now: number): Promise<boolean> {
  const state = await readState(database)
  return state !== undefined && !state.usedAt && Date.parse(state.expiresAt) > now
}

/** Whether the way to the first company is still to be shown: there is none, or its making was interrupted. */
export async function needsCode(database: Database): Promise<boolean> {
  const [company] = await database.lookup('companies', tx => tx`select 1 from company limit 1`)
  const state = await readState(database)
  return !company || (state?.takenAt !== undefined && !state.usedAt)
}

/** The open code, or a new one where there is none; `anew`: a new one in any case, and the old one ends. */
export async function setupCode(
  options: { database: Database; secret: Secret; now: () => number },
  given: { anew?: boolean } = {},
): Promise<{ code: string; expiresAt: string }> {
  const { database, secret, now } = options
  if (given.anew || !(await isSetupOpen(database, now()))) {
    const { sql } = database
    const next = {
      nonce: randomBytes(16).toString('hex'),
      company: uuidv7(),
      expiresAt: new Date(now() + validMs).toISOString(),
    }
    // Two instances that start at once show one code: the later one keeps what is open.
    await sql`
      insert into server_state (key, value) values (${stateKey}, ${sql.json(next)})
      on conflict (key) do update set value = excluded.value
        where ${given.anew ?? false} or server_state.value ? 'usedAt' or server_state.value->>'expiresAt' < ${iso(now())}`
  }
  const state = await readState(database)
  if (!state) throw new AppError('internal')
  return { code: codeOf(secret, state.nonce), expiresAt: state.expiresAt }
}

/**
 * Makes a company with its administrator. Throws auth.failed (`setupCode`) for a code that is wrong, used or over,
 * auth.locked after many of them, record.exists for an address that has an account, input.invalid.
 */
export async function makeCompany(
  options: SetupOptions,
  request: z.infer<typeof companyRequest>,
  address: string,
): Promise<{ email: string; deviceToken?: string }> {
  const { database, secret, now } = options
  const { company, admin, language = 'tr', device } = request
  await options.lockout.attempt({ address })
  const state = await readState(database)
  const isRight = sameBytes(
    Buffer.from(plainCode(request.code)),
    Buffer.from(plainCode(codeOf(secret, state?.nonce ?? ''))),
  )
  if (!state || !isRight || state.usedAt || Date.parse(state.expiresAt) < now())
    throw new AppError('auth.failed', { params: { reason: 'setupCode' } })
  await options.lockout.succeeded({ address })
  if (!isTimeZone(company.zone)) throw new AppError('input.invalid', { fields: { zone: { reason: 'badZone' } } })
  if (!z.email().safeParse(admin.email.trim()).success) throw wrongEmail()
  if (await findAccount(database, admin.email)) throw emailTaken()

  await take(options, state.nonce)
  try {
    const id = await addCompany(options, {
      id: state.company,
      ...company,
      language,
      teams: [serverWords(language).firstTeam()],
    })
    // An earlier try with this code may have been interrupted after it had made the company under another name.
    const { name: companyName, zone } = company
    await database.inCompany(id, tx => tx`update company set name = ${companyName}, zone = ${zone} where id = ${id}`)
    const [role, team] = await Promise.all([
      idByName(database, id, 'role', 'admin'),
      idByName(database, id, 'team', serverWords(language).firstTeam()).catch(() => undefined),
    ])
    const { name, credentials } = admin
    const email = admin.email.trim()
    const made = await join(options, { company: id, name, email, role, team, credentials, language }, (tx, user) =>
      welcomeDevice(tx, { company: id, user, device }),
    )
    await finish(options, state.nonce)
    const from = { user: made.user, device: device?.id, address }
    options.access.add(id, { action: 'company.made', ...from })
    return { email, ...made.finished }
  } catch (error) {
    await release(options, state.nonce)
    throw asEmailTaken(error)
  }
}

export const wrongEmail = () => new AppError('input.invalid', { fields: { email: { reason: 'badEmail' } } })

const iso = (ms: number) => new Date(ms).toISOString()
const codeOf = (secret: Secret, nonce: string): string => codeFrom(secret.mac('setupCode', nonce).subarray(0, 15))

async function readState(database: Database): Promise<z.infer<typeof stored> | undefined> {
  const [row] = await database.sql`select value from server_state where key = ${stateKey}`
  return row ? stored.parse(row['value']) : undefined
}

type Options = Pick<SetupOptions, 'database' | 'now'>

/** One set-up at a time: whoever comes second is told that the code is used. */
async function take({ database, now }: Options, nonce: string): Promise<void> {
  const taken = await database.sql`
    update server_state set value = value || ${database.sql.json({ takenAt: iso(now()) })}
    where key = ${stateKey} and value->>'nonce' = ${nonce} and not value ? 'usedAt'
      and (not value ? 'takenAt' or value->>'takenAt' < ${iso(now() - takenMs)})`
  if (taken.count === 0) throw new AppError('auth.failed', { params: { reason: 'setupCode' } })
}

const finish = ({ database, now }: Options, nonce: string) =>
  database.sql`
    update server_state set value = value || ${database.sql.json({ usedAt: iso(now()) })}
    where key = ${stateKey} and value->>'nonce' = ${nonce}`

const release = ({ database }: Options, nonce: string) =>
  database.sql`
    update server_state set value = value - 'takenAt' where key = ${stateKey} and value->>'nonce' = ${nonce}`
