import { Hono } from 'hono'
import { AppError } from '../../shared/errors.ts'
import type { Env } from '../http/env.ts'
import { historyOf } from '../log/history.ts'
import { etagOf, fits, readEtags } from './etags.ts'
import { listRecords } from './list.ts'
import { limitParam, listParams, plainParams, wholeParam } from './params.ts'
import { type C, idParam, type Records, searchOf } from './records.ts'
import type { RestOptions } from './routes.ts'
import { toRest, valueToRest } from './shape.ts'

const mostHistory = 200

/** List, one record, and its history. */
export function readRoutes({ writer, now }: RestOptions, records: Records): Hono<Env> {
  const { name, read, find, tell } = records
  const routes = new Hono<Env>()

  routes.get('/', async c => {
    const { company, viewer } = c.get('caller')
    const search = searchOf(c)
    if (search.get('q')) await writer.search.catchUp(company)
    const { kind, states, nextCursor } = await read(c, async ({ tx, kind, cipher }) => {
      const params = listParams(kind, viewer, search)
      const [row] = await tx<{ zone: string }[]>`select zone from company where id = ${company}`
      const context = { tx, company, viewer, zone: row?.zone ?? 'Europe/Istanbul', now: now(), cipher }
      return { kind, ...(await listRecords(context, kind, params)) }
    })
    tell(c, 'list.read', undefined, { count: states.length })
    if (nextCursor !== null) c.header('Link', `<${nextPage(c, search, nextCursor)}>; rel="next"`)
    return c.json({ items: states.map(state => toRest(kind, state)), nextCursor })
  })

  routes.get('/:id', async c => {
    plainParams(searchOf(c), [])
    const [ifMatch, ifNoneMatch] = [
      readEtags('If-Match', c.req.header('if-match')),
      readEtags('If-None-Match', c.req.header('if-none-match')),
    ]
    const { kind, state } = await read(c, async reading => ({
      kind: reading.kind,
      state: await find(c, reading, c.req.param('id')),
    }))
    if (ifMatch && !fits(ifMatch, state)) throw new AppError('record.stale')
    tell(c, 'record.viewed', state.id)
    c.header('ETag', etagOf(state))
    return ifNoneMatch && fits(ifNoneMatch, state) ? c.body(null, 304) : c.json(toRest(kind, state))
  })

  routes.get('/:id/history', async c => {
    const { company, viewer } = c.get('caller')
    const { before, limit } = plainParams(searchOf(c), ['before', 'limit'])
    const page = {
      before: wholeParam('before', before, Number.MAX_SAFE_INTEGER),
      limit: limitParam(limit, mostHistory),
    }
    const id = idParam(c)
    const result = await read(c, async reading => {
      const { tx, kind, cipher } = reading
      await find(c, reading, id)
      const history = await historyOf(tx, { company, viewer, kind, key: { kind: name, id }, ...page, cipher })
      return {
        items: history.rows.map(row => ({
          ...row,
          changes: row.changes.map(one => ({
            ...one,
            ...(one.old === undefined ? {} : { old: valueToRest(kind, one.field, one.old) }),
            ...(one.new === undefined ? {} : { new: valueToRest(kind, one.field, one.new) }),
          })),
        })),
        nextBefore: history.more ? history.before : null,
      }
    })
    tell(c, 'history.viewed', id)
    return c.json(result)
  })
  return routes
}

/** RFC 8288: what follows a page, for those who walk by links. */
function nextPage(c: C, search: URLSearchParams, cursor: string): string {
  const next = new URLSearchParams(search)
  next.set('cursor', cursor)
  return `${c.req.path}?${next}`
}
