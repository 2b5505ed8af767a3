import { Hono } from 'hono'
import { AppError } from '../../shared/errors.ts'
import { partBytes, uploadEnd, uploadRequest } from '../../shared/files/transfer.ts'
import { canSee } from '../../shared/permissions/viewer.ts'
import { type RecordState, visibilityKey } from '../../shared/record.ts'
import type { CompanyKeys } from '../auth/companyKeys.ts'
import type { Env } from '../http/env.ts'
import { hasBody, speaksJson } from '../http/media.ts'
import { answerOptions, type Method, refuseOtherMethods } from '../http/methods.ts'
import { jsonBody } from '../http/requests.ts'
import { createLoader } from '../records/load.ts'
import { type C, idParam, recordsOf } from '../rest/records.ts'
import type { RestOptions } from '../rest/routes.ts'
import { contentAnswer } from './content.ts'
import { sameFolder } from './sameFolder.ts'
import type { BlobStore } from './store.ts'
import { fileKind, hasContent, uploads } from './uploads.ts'

export interface FileRouteOptions extends RestOptions {
  keys: Pick<CompanyKeys, 'keyOf'>
  store: BlobStore
  /** The folder of contents. */
  root: string
}

const base = '/api/v1/files/:id'
const paths: Record<string, readonly Method[]> = {
  [`${base}/content`]: ['GET'],
  [`${base}/upload`]: ['GET', 'POST', 'DELETE'],
  [`${base}/upload/parts/:part`]: ['PUT'],
  [`${base}/upload/finish`]: ['POST'],
}

/** The contents of file records: sent in parts and fetched, always through the record. */
export function fileRoutes(options: FileRouteOptions): Hono<Env> {
  const { database, writer, keys, store, root, now, authenticate } = options
  const routes = new Hono<Env>()
  const { read, tell } = recordsOf(options, fileKind)
  const sending = uploads({ database, writer, keys, store, root, now })
  const isSameFolder = sameFolder({ database, root })

  for (const [path, methods] of Object.entries(paths)) {
    answerOptions(routes, path, methods)
    for (const middleware of authenticate) routes.use(path, middleware)
    if (path.includes('/upload') && !path.includes('/parts')) routes.use(path, speaksJson)
  }

  /** As it stands, for the rules; nothing of it is shown. Throws record.notFound as if it were not there. */
  const find = (c: C): Promise<RecordState> =>
    read(c, async ({ tx, kind, cipher }) => {
      const { company, viewer } = c.get('caller')
      const id = idParam(c)
      const [state] = await createLoader(tx, company, cipher).records(kind, 'id', [id])
      if (state && canSee(viewer, fileKind, visibilityKey(state))) return state
      if (state) tell(c, 'read.refused', id)
      throw new AppError('record.notFound')
    })

  routes.get(`${base}/content`, async c => {
    const { company, viewer } = c.get('caller')
    const file = await find(c)
    // Whoever may not see what is in it may not have it either.
    if (viewer.rights.kinds[fileKind]?.fields?.['hash'] === 'hidden') throw new AppError('permission.denied')
    if (!hasContent(file)) throw new AppError('content.notHere')
    const content = {
      name: String(file.values['name'] ?? ''),
      size: Number(file.values['size'] ?? 0),
      hash: String(file.values['hash'] ?? ''),
    }
    const [blob] = await database.inCompany(
      company,
      tx => tx<{ id: string }[]>`select id from blob where company_id = ${company} and hash = ${content.hash}`,
      { readOnly: true },
    )
    if (!blob) throw new AppError('content.notHere')
    await isSameFolder()
    const place = { company, blob: blob.id }
    const answer = await contentAnswer(store, place, content, {
      method: c.req.method,
      range: c.req.header('range'),
      ifRange: c.req.header('if-range'),
      ifNoneMatch: c.req.header('if-none-match'),
    })
    if (answer.body === null) return c.body(null, answer.status, answer.headers)
    tell(c, 'content.read', file.id)
    return c.body(answer.body, answer.status, answer.headers)
  })

  routes.post(`${base}/upload`, async c => {
    const content = uploadRequest.parse(await jsonBody(c.req.raw))
    await isSameFolder()
    return c.json(await sending.begin(c.get('caller'), await find(c), content))
  })
  routes.get(`${base}/upload`, async c => c.json(await sending.state(c.get('caller'), idParam(c))))
  routes.delete(`${base}/upload`, async c => {
    await sending.cancel(c.get('caller'), idParam(c))
    return c.body(null, 204)
  })
  routes.put(`${base}/upload/parts/:part`, async c => {
    const part = c.req.param('part')
    if (!/^\d{1,9}$/.test(part)) throw new AppError('record.notFound')
    await sending.put(c.get('caller'), idParam(c), Number(part), await bytesOf(c))
    return c.body(null, 204)
  })
  routes.post(`${base}/upload/finish`, async c => {
    const { text } = uploadEnd.parse(hasBody(c) ? await jsonBody(c.req.raw) : {})
    const finish = async (left: number) => {
      const file = await find(c)
      return sending.finish(c.get('caller'), file, text).catch(thrown => {
        // Somebody renamed it meanwhile.
        if (left > 0 && thrown instanceof AppError && thrown.code === 'record.stale') return undefined
        throw thrown
      })
    }
    const answer = (await finish(1)) ?? (await finish(1)) ?? (await finish(0))
    if (!answer) throw new AppError('internal')
    return c.json(answer, answer.state === 'checking' ? 202 : 200)
  })

  for (const [path, methods] of Object.entries(paths)) refuseOtherMethods(routes, path, methods)
  return routes
}

/** A part's bytes, never more than a part has. Throws media.unsupported, input.tooLarge. */
async function bytesOf(c: C): Promise<Uint8Array> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/octet-stream' || c.req.header('content-encoding')) throw new AppError('media.unsupported')
  const tooLarge = () => new AppError('input.tooLarge', { params: { max: partBytes } })
  if (Number(c.req.header('content-length') ?? 0) > partBytes) throw tooLarge()
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of c.req.raw.body ?? []) {
    length += piece.length
    if (length > partBytes) throw tooLarge()
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
