import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { commands } from '../../shared/commands/index.ts'
import type { AnyKind } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import { builtInKinds, type Kinds } from '../../shared/kinds.ts'
import { projectFor } from '../../shared/permissions/project.ts'
import { canSee } from '../../shared/permissions/viewer.ts'
import { type RecordState, uuid, visibilityKey } from '../../shared/record.ts'
import type { FieldCipher } from '../db/columns.ts'
import type { Database, Transaction } from '../db/database.ts'
import type { Env } from '../http/env.ts'
import { jsonBody } from '../http/requests.ts'
import type { AccessLog } from '../log/access.ts'
import { historyOf } from '../log/history.ts'
import { createLoader } from '../records/load.ts'
import type { Writer } from '../records/writer.ts'
import { documentationRoutes } from './documentation.ts'
import { createIdempotency, type RestAnswer } from './idempotency.ts'
import { listRecords } from './list.ts'
import { listParams } from './params.ts'
import { fromRest, revOf, toRest, valueToRest } from './shape.ts'
import { authorOf, callerId, change, commandArguments, creation, idFor, submitOne } from './write.ts'

export interface RestOptions {
  database: Database
  writer: Writer
  access: Pick<AccessLog, 'add'>
  /** Sets `caller`, or throws auth.required; further middleware (rate limits) may stand behind it. */
  authenticate: MiddlewareHandler<Env>[]
  now: () => number
  cipherOf?: (company: string) => Promise<FieldCipher>
}
type C = Context<Env>

const objectBody = z.record(z.string(), z.unknown())
const page = z.object({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** The kinds that REST offers; the engine's own bookkeeping is not among them. */
export const restKinds: readonly AnyKind[] = builtInKinds.all.filter(kind => !kind.internal)

/** `/api/v1/<kind>` for every kind that is not the engine's own, `/api/openapi.json`, `/api/docs`. */
export function restRoutes(options: RestOptions): Hono<Env> {
  const routes = new Hono<Env>()
  routes.route('/api', documentationRoutes())
  const api = new Hono<Env>()
  for (const middleware of options.authenticate) api.use(middleware)
  for (const kind of restKinds) api.route(`/${kind.plural}`, kindRoutes(options, kind.name))
  routes.route('/api/v1', api)
  return routes
}

function kindRoutes(options: RestOptions, name: string): Hono<Env> {
  const { database, writer, access, now } = options
  const idempotency = createIdempotency(database)
  const routes = new Hono<Env>()

  /** A read of the caller's company, with its own fields as they are now. */
  const read = async <T>(
    c: C,
    work: (tx: Transaction, kind: AnyKind, kinds: Kinds, cipher: FieldCipher | undefined) => Promise<T>,
  ) => {
    const { company } = c.get('caller')
    const cipher = await options.cipherOf?.(company)
    return database.inCompany(
      company,
      async tx => {
        const [head] = await tx<{ epoch: number; number: number }[]>`
          select epoch, number from company where id = ${company}`
        if (!head) throw new AppError('record.notFound')
        const { kinds } = await writer.facts.at(tx, company, head)
        return work(tx, kinds.require(name), kinds, cipher)
      },
      { readOnly: true },
    )
  }

  const find = async (
    c: C,
    tx: Transaction,
    kind: AnyKind,
    id: string,
    cipher: FieldCipher | undefined,
  ): Promise<RecordState> => {
    const { company, viewer } = c.get('caller')
    const [state] = uuid.safeParse(id).success ? await createLoader(tx, company, cipher).records(kind, 'id', [id]) : []
    if (state && canSee(viewer, kind.name, visibilityKey(state))) return projectFor(viewer, state)
    if (state) tell(c, 'read.refused', id)
    throw new AppError('record.notFound')
  }

  const tell = (
    c: C,
    action: Parameters<AccessLog['add']>[1]['action'],
    record?: string,
    details?: Record<string, unknown>,
  ) => {
    const { company, viewer, device } = c.get('caller')
    access.add(company, {
      action,
      user: viewer.user,
      device: device ?? undefined,
      address: c.get('address'),
      kind: name,
      record,
      ...(details ? { details } : {}),
    })
  }

  /** The record as it stands now; 204 where the caller has given it out of their own sight. */
  const shown = (c: C, id: string, status: 200 | 201): Promise<RestAnswer> =>
    read(c, async (tx, kind, _, cipher) => ({
      status,
      body: toRest(kind, await find(c, tx, kind, id, cipher)) as unknown,
    })).catch(error => {
      if (error instanceof AppError && error.code === 'record.notFound') return { status: 204 as const, body: null }
      throw error
    })

  const send = (c: C, { status, body }: RestAnswer): Response => {
    const rev = typeof body === 'object' && body !== null && 'rev' in body ? String(body.rev) : undefined
    if (rev) c.header('ETag', `"${rev}"`)
    return status === 204 ? c.body(null, 204) : c.json(body, status)
  }

  /** Does the work once where the request has an Idempotency-Key. */
  const once = async (c: C, body: unknown, work: () => Promise<RestAnswer>): Promise<Response> => {
    const key = c.req.header('idempotency-key')
    if (key === undefined) return send(c, await work())
    const caller = c.get('caller')
    const request = {
      company: caller.company,
      caller: callerId(caller),
      key,
      method: c.req.method,
      path: c.req.path,
      body,
    }
    return send(c, await idempotency.once(request, work))
  }

  const kindOf = (c: C): Promise<AnyKind> => read(c, async (_, kind) => kind)
  const author = (c: C) => authorOf(c.get('caller'), c.get('address'))

  routes.get('/', async c => {
    const { company, viewer } = c.get('caller')
    if (c.req.query('q')) await writer.search.catchUp(company)
    const { kind, states, nextCursor } = await read(c, async (tx, kind, _, cipher) => {
      const params = listParams(kind, viewer, new URL(c.req.url).searchParams)
      const [row] = await tx<{ zone: string }[]>`select zone from company where id = ${company}`
      const context = { tx, company, viewer, zone: row?.zone ?? 'Europe/Istanbul', now: now(), cipher }
      return { kind, ...(await listRecords(context, kind, params)) }
    })
    tell(c, 'list.read', undefined, { count: states.length })
    return c.json({ items: states.map(state => toRest(kind, state)), nextCursor })
  })

  routes.get('/:id', async c => {
    const record = await read(c, async (tx, kind, _, cipher) =>
      toRest(kind, await find(c, tx, kind, c.req.param('id'), cipher)),
    )
    tell(c, 'record.viewed', record.id)
    return send(c, { status: 200, body: record })
  })

  routes.post('/', async c => {
    const body = objectBody.parse(await jsonBody(c.req.raw))
    return once(c, body, async () => {
      const { id: given, ...fields } = body
      const kind = await kindOf(c)
      const id = given === undefined ? idFor(c.get('caller'), c.req.header('idempotency-key'), name) : givenId(given)
      await submitOne(writer, author(c), { label: 'create', patches: [creation(kind, fromRest(kind, fields), id)] })
      const answer = await shown(c, id, 201)
      c.header('Location', `/api/v1/${kind.plural}/${id}`)
      return answer
    })
  })

  routes.patch('/:id', async c => {
    const body = objectBody.parse(await jsonBody(c.req.raw))
    const kind = await kindOf(c)
    const id = idParam(c)
    const ifMatch = c.req.header('if-match')
    const patches = [change(kind, id, fromRest(kind, body))]
    await submitOne(writer, author(c), { label: 'edit', patches }, ifMatch === undefined ? undefined : revOf(ifMatch))
    return send(c, await shown(c, id, 200))
  })

  const archive = async (c: C, archived: boolean) => {
    const id = idParam(c)
    const patches = [{ kind: name, id, set: { archived: { value: archived } } }]
    await submitOne(writer, author(c), { label: archived ? 'archive' : 'restore', patches })
    return id
  }
  routes.delete('/:id', async c => {
    await archive(c, true)
    return c.body(null, 204)
  })
  routes.post('/:id/restore', c => once(c, null, async () => shown(c, await archive(c, false), 200)))

  routes.post('/:id/commands/:command', async c => {
    const command = Object.values(commands).find(one => one.name === c.req.param('command') && one.kind === name)
    if (!command) throw new AppError('record.notFound')
    const body = objectBody.parse(await jsonBody(c.req.raw))
    return once(c, body, async () => {
      const key = c.req.header('idempotency-key')
      const args = commandArguments(command, body, idParam(c), what =>
        idFor(c.get('caller'), key, `${command.name}.${what}`),
      )
      const call = { name: command.name, arguments: args }
      const { entry, number } = await submitOne(writer, author(c), { label: command.name, patches: [], command: call })
      const { company } = c.get('caller')
      const records = await database.inCompany(
        company,
        tx => tx<{ kind: string; id: string }[]>`
          select kind, record_id as id from log where company_id = ${company} and number >= ${number} and entry_id = ${entry}
          order by number`,
        { readOnly: true },
      )
      return { status: 200, body: { records: records.map(({ kind, id }) => ({ kind, id })) } }
    })
  })

  routes.get('/:id/history', async c => {
    const { company, viewer } = c.get('caller')
    const { before, limit } = page.parse(c.req.query())
    const id = idParam(c)
    const result = await read(c, async (tx, kind, _, cipher) => {
      await find(c, tx, kind, id, cipher)
      const {
        rows,
        more,
        before: next,
      } = await historyOf(tx, { company, viewer, kind, key: { kind: name, id }, before, limit, cipher })
      return {
        items: rows.map(row => ({
          ...row,
          changes: row.changes.map(one => ({
            ...one,
            ...(one.old === undefined ? {} : { old: valueToRest(kind, one.field, one.old) }),
            ...(one.new === undefined ? {} : { new: valueToRest(kind, one.field, one.new) }),
          })),
        })),
        nextBefore: more ? next : null,
      }
    })
    tell(c, 'history.viewed', id)
    return c.json(result)
  })
  return routes
}

function idParam(c: C): string {
  const id = c.req.param('id') ?? ''
  if (!uuid.safeParse(id).success) throw new AppError('record.notFound')
  return id
}

function givenId(given: unknown): string {
  const parsed = uuid.safeParse(given)
  if (!parsed.success) throw new AppError('record.invalid', { fields: { id: { reason: 'badValue' } } })
  return parsed.data
}
