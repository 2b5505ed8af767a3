import { Hono } from 'hono'
import { z } from 'zod'
import { commands } from '../../shared/commands/index.ts'
import { AppError } from '../../shared/errors.ts'
import { idFromValues } from '../../shared/ids.ts'
import { uuid } from '../../shared/record.ts'
import type { Env } from '../http/env.ts'
import { hasBody } from '../http/media.ts'
import { jsonBody } from '../http/requests.ts'
import type { Conditions } from '../records/transacting.ts'
import { readEtags } from './etags.ts'
import type { Idempotency, RestAnswer } from './idempotency.ts'
import { plainParams } from './params.ts'
import { type C, idParam, type Records, searchOf } from './records.ts'
import type { RestOptions } from './routes.ts'
import { fromRest } from './shape.ts'
import { authorOf, callerId, change, commandArguments, creation, idFor, submitOne } from './write.ts'

const objectBody = z.record(z.string(), z.unknown())

/** Creating, changing, archiving, bringing back, and the kind's commands; each an entry like a desktop's. */
export function writeRoutes({ database, writer }: RestOptions, records: Records, idempotency: Idempotency): Hono<Env> {
  const { name, read, shown } = records
  const routes = new Hono<Env>()
  const author = (c: C) => authorOf(c.get('caller'), c.get('address'))

  /** The record after the write; 204 where the caller has given it out of their own sight. */
  const answerWith = async (c: C, id: string, status: 200 | 201): Promise<RestAnswer> => {
    const body = await shown(c, id)
    return body ? { status, body } : { status: 204, body: null }
  }

  const send = (c: C, { status, body }: RestAnswer): Response => {
    const { rev, id } = objectBody.safeParse(body).data ?? {}
    if (typeof rev === 'string') c.header('ETag', `"${rev}"`)
    // Of a stored answer too: whoever repeats a request gets all of the first answer.
    if (status === 201) c.header('Location', `${c.req.path}/${id}`)
    return status === 204 ? c.body(null, 204) : c.json(body, status)
  }

  /** Does the work once where the request has an Idempotency-Key; `under` goes to the write path. */
  const once = async (
    c: C,
    body: unknown,
    work: (under: Pick<Conditions, 'once'>) => Promise<RestAnswer>,
  ): Promise<Response> => {
    const key = c.req.header('idempotency-key')
    if (key === undefined) return send(c, await work({}))
    const caller = c.get('caller')
    const request = {
      company: caller.company,
      caller: callerId(caller),
      key,
      method: c.req.method,
      path: c.req.path,
      body,
    }
    return send(c, await idempotency.once(request, under => work({ once: under })))
  }

  /** The body as an object; no parameter of ours stands in the query of a write. */
  const bodyOf = async (c: C): Promise<Record<string, unknown>> => {
    plainParams(searchOf(c), [])
    return objectBody.parse(await jsonBody(c.req.raw))
  }
  /** Nothing, or an object without a member. */
  const emptyBody = async (c: C): Promise<void> => {
    plainParams(searchOf(c), [])
    if (hasBody(c)) z.strictObject({}).parse(await jsonBody(c.req.raw))
  }

  routes.post('/', async c => {
    const body = await bodyOf(c)
    return once(c, body, async under => {
      const { id: given, ...fields } = body
      const kind = await read(c, async reading => reading.kind)
      const values = fromRest(kind, fields)
      const make = async (id: string) => {
        const patches = [creation(kind, values, id)]
        await submitOne(writer, author(c), { label: 'create', patches }, { ...under, isNew: true })
        return answerWith(c, id, 201)
      }
      if (given !== undefined) return make(givenId(given))
      const own = idFor(c.get('caller'), c.req.header('idempotency-key'), name)
      const named = idFromValues(kind, values)
      if (named === undefined) return make(own)
      return make(named).catch(async thrown => {
        if (!(thrown instanceof AppError && thrown.code === 'record.exists')) throw thrown
        const standing = await shown(c, named)
        // It has been called something else since: the name is free again, its id is not.
        if (standing && idFromValues(kind, standing) !== named) return make(own)
        throw new AppError('record.exists', { params: { id: named } })
      })
    })
  })

  routes.patch('/:id', async c => {
    const id = idParam(c)
    const body = await bodyOf(c)
    const conditions = conditionsOf(c, id)
    return once(c, body, async under => {
      const kind = await read(c, async reading => reading.kind)
      await submitOne(
        writer,
        author(c),
        { label: 'edit', patches: [change(kind, id, fromRest(kind, body))] },
        { ...conditions, ...under },
      )
      return answerWith(c, id, 200)
    })
  })

  const archive = async (c: C, archived: boolean, under: Pick<Conditions, 'once'> = {}): Promise<string> => {
    const id = idParam(c)
    await emptyBody(c)
    const patches = [{ kind: name, id, set: { archived: { value: archived } } }]
    await submitOne(
      writer,
      author(c),
      { label: archived ? 'archive' : 'restore', patches },
      {
        ...conditionsOf(c, id),
        ...under,
      },
    )
    return id
  }
  routes.delete('/:id', async c => {
    await archive(c, true)
    return c.body(null, 204)
  })
  routes.post('/:id/restore', c => once(c, null, async under => answerWith(c, await archive(c, false, under), 200)))

  routes.post('/:id/commands/:command', async c => {
    const command = Object.values(commands).find(
      one => one.name === c.req.param('command') && one.kind === name && !one.personal,
    )
    if (!command) throw new AppError('record.notFound')
    const id = idParam(c)
    const body = await bodyOf(c)
    const conditions = conditionsOf(c, id)
    return once(c, body, async under => {
      const key = c.req.header('idempotency-key')
      const args = commandArguments(command, body, id, what => idFor(c.get('caller'), key, `${command.name}.${what}`))
      const call = { name: command.name, arguments: command.arguments.parse(args) }
      const entry = { label: command.name, patches: [], command: call }
      const done = await submitOne(writer, author(c), entry, { ...conditions, ...under })
      const { company } = c.get('caller')
      const touched = await database.inCompany(
        company,
        tx => tx<{ kind: string; id: string }[]>`
          select kind, record_id as id from log
          where company_id = ${company} and number >= ${done.number} and entry_id = ${done.entry} order by number`,
        { readOnly: true },
      )
      return { status: 200, body: { records: touched.map(({ kind, id }) => ({ kind, id })) } }
    })
  })
  return routes
}

/** Whoever sends no If-Match has their fields merged with what stands. */
function conditionsOf(c: C, id: string): Conditions {
  const etags = readEtags('If-Match', c.req.header('if-match'))
  return etags === undefined || etags === '*' ? {} : { ifMatch: { id, revs: etags } }
}

function givenId(given: unknown): string {
  const parsed = uuid.safeParse(given)
  if (!parsed.success) throw new AppError('record.invalid', { fields: { id: { reason: 'badValue' } } })
  return parsed.data
}
