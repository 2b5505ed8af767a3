import { AppError } from '../../shared/errors.ts'
import { mediaTypeOf } from '../../shared/files/mediaTypes.ts'
import { lengthOfPart, partBytes, partsOf, runsOf, type UploadState } from '../../shared/files/transfer.ts'
import { uuidv7 } from '../../shared/ids.ts'
import { canSee, may } from '../../shared/permissions/viewer.ts'
import { type RecordState, visibilityKey } from '../../shared/record.ts'
import type { CompanyKeys } from '../auth/companyKeys.ts'
import { systemAuthor } from '../auth/systemAuthor.ts'
import type { Database } from '../db/database.ts'
import type { Caller } from '../http/env.ts'
import type { Writer } from '../records/writer.ts'
import { submitOne } from '../rest/write.ts'
import { blobKey } from './blobKey.ts'
import { recordsWithContent } from './content.ts'
import type { BlobStore } from './store.ts'
import { hashOf } from './verify.ts'

export const fileKind = 'file'

/** A file record's content on its way to us. All throw record.notFound for a record that the caller may not see. */
export interface Uploads {
  /** Begins, or finds what has come. `done` at once where the caller has this very content already. */
  begin(caller: Caller, file: RecordState, content: { hash: string; size: number }): Promise<UploadState>
  state(caller: Caller, file: string): Promise<UploadState>
  /** Takes a part. Throws input.invalid for another length than the part has. */
  put(caller: Caller, file: string, part: number, bytes: Uint8Array): Promise<void>
  /** Ends it where everything has come: read once more as it lies there, then the record has its content. */
  finish(caller: Caller, file: RecordState, text: string | undefined): Promise<UploadState>
  cancel(caller: Caller, file: string): Promise<void>
}

export interface UploadOptions {
  database: Database
  writer: Writer
  keys: Pick<CompanyKeys, 'keyOf'>
  store: BlobStore
  root: string
  now: () => number
  /** Until `finish` answers that it is still at work, in milliseconds. */
  patience?: number
}

interface Upload {
  id: string
  hash: string
  size: number
}

export function uploads({ database, writer, keys, store, root, now, patience = 15_000 }: UploadOptions): Uploads {
  /** What this instance reads at the moment, by blob. */
  const checking = new Map<string, Promise<string>>()

  const find = async ({ company, viewer }: Caller, file: string): Promise<Upload> => {
    const [upload] = await database.inCompany(
      company,
      tx => tx<Upload[]>`
        select id, hash, size from blob_upload
        where company_id = ${company} and file_id = ${file} and user_id = ${viewer.user}`,
      { readOnly: true },
    )
    if (!upload) throw new AppError('record.notFound')
    return upload
  }
  const touch = ({ company }: Caller, id: string) =>
    database.inCompany(
      company,
      tx => tx`update blob_upload set used_at = now() where company_id = ${company} and id = ${id}`,
    )
  const forget = async ({ company }: Caller, id: string): Promise<void> => {
    await database.inCompany(company, tx => tx`delete from blob_upload where company_id = ${company} and id = ${id}`)
    await store.remove({ company, blob: id })
  }
  const stateOf = async ({ company }: Caller, { id, size }: Upload): Promise<UploadState> => ({
    state: 'open',
    partBytes,
    parts: partsOf(size),
    have: runsOf(await store.parts({ company, blob: id })),
  })

  /** The record says from here on what its content is; nothing but this writes that. */
  const bind = async (caller: Caller, file: RecordState, blob: Upload, text: string | undefined): Promise<void> => {
    const { company, viewer } = caller
    // First: what is in use is not cleaned up, also if this instance ends before the record is written.
    await database.inCompany(
      company,
      tx => tx`
        insert into blob_use (company_id, blob_id, file_id) values (${company}, ${blob.id}, ${file.id})
        on conflict do nothing`,
    )
    const values: Record<string, unknown> = {
      uploadedAt: new Date(now()).toISOString(),
      mediaType: mediaTypeOf(String(file.values['name'] ?? '')),
      size: blob.size,
      hash: blob.hash,
      ...(text ? { text } : {}),
    }
    const set = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))
    await submitOne(
      writer,
      systemAuthor(company, { user: viewer.user }),
      { label: 'upload', patches: [{ kind: fileKind, id: file.id, set }] },
      // Two who send at the same time: the second one looks again and finds a content.
      { ifMatch: { id: file.id, revs: [file] } },
    )
  }

  /** A content that the caller has anyhow: a file record with it is within their sight. */
  const ownAlready = async (caller: Caller, { hash, size }: { hash: string; size: number }) => {
    const { company, viewer } = caller
    return database.inCompany(
      company,
      async tx => {
        const [blob] = await tx<Upload[]>`
          select id, hash, size from blob where company_id = ${company} and hash = ${hash} and size = ${size}`
        if (!blob) return undefined
        const holders = await recordsWithContent(tx, company, blob.id, fileKind)
        return holders.some(state => state.values['hash'] === hash && canSee(viewer, fileKind, visibilityKey(state)))
          ? blob
          : undefined
      },
      { readOnly: true },
    )
  }

  return {
    async begin(caller, file, content) {
      const { company, viewer } = caller
      if (hasContent(file)) {
        if (file.values['hash'] !== content.hash)
          throw new AppError('record.exists', { params: { reason: 'hasContent' } })
        return doneState(content.size)
      }
      requireSender(caller, file)
      const own = await ownAlready(caller, content)
      if (own) {
        await bind(caller, file, own, undefined)
        return doneState(content.size)
      }
      const id = uuidv7()
      const [upload, other] = await database.inCompany(company, async tx => {
        const [old] = await tx<Upload[]>`
          select id, hash, size from blob_upload
          where company_id = ${company} and file_id = ${file.id} and user_id = ${viewer.user} for update`
        if (old && old.hash === content.hash && old.size === content.size) {
          await tx`update blob_upload set used_at = now() where company_id = ${company} and id = ${old.id}`
          return [old, undefined] as const
        }
        if (old) await tx`delete from blob_upload where company_id = ${company} and id = ${old.id}`
        const [made] = await tx<Upload[]>`
          insert into blob_upload (company_id, id, file_id, user_id, hash, size)
          values (${company}, ${id}, ${file.id}, ${viewer.user}, ${content.hash}, ${content.size})
          on conflict (company_id, file_id, user_id) do update set used_at = now() returning id, hash, size`
        return [made, old] as const
      })
      if (other) await store.remove({ company, blob: other.id })
      if (!upload) throw new AppError('internal')
      return stateOf(caller, upload)
    },

    state: async (caller, file) => stateOf(caller, await find(caller, file)),

    async put(caller, file, part, bytes) {
      const upload = await find(caller, file)
      if (part >= partsOf(upload.size) || bytes.length !== lengthOfPart(upload.size, part))
        throw new AppError('input.invalid', { fields: { part: { reason: 'badValue' } } })
      await store.put({ company: caller.company, blob: upload.id }, part, bytes)
      if (part % 64 === 0) await touch(caller, upload.id)
    },

    async finish(caller, file, text) {
      const { company } = caller
      const upload = await find(caller, file.id).catch(async thrown => {
        // Asked again after it was done, because the answer was lost.
        if (thrown instanceof AppError && thrown.code === 'record.notFound' && hasContent(file)) return undefined
        throw thrown
      })
      if (!upload) return doneState(Number(file.values['size'] ?? 0))
      requireSender(caller, file)
      const state = await stateOf(caller, upload)
      const count = state.have.reduce((sum, [first, last]) => sum + last - first + 1, 0)
      if (count < state.parts) return state
      await touch(caller, upload.id)

      const place = { company, blob: upload.id }
      let work = checking.get(upload.id)
      if (!work) {
        work = (async () => {
          if (state.parts > 0) await store.keep(place)
          return hashOf({ root, place, parts: state.parts, key: await blobKey(keys, company) })
        })()
        checking.set(upload.id, work)
        // Kept for who asks again while it lasts, and a little longer.
        const ended = () => setTimeout(() => checking.delete(upload.id), 60_000).unref()
        work.then(ended, () => checking.delete(upload.id))
      }
      const hash = await Promise.race([work, later(patience)])
      if (hash === undefined) return { ...state, state: 'checking' }
      if (hash !== upload.hash) {
        checking.delete(upload.id)
        await forget(caller, upload.id)
        throw new AppError('content.damaged')
      }
      if (hasContent(file)) {
        await forget(caller, upload.id)
        throw new AppError('record.exists', { params: { reason: 'hasContent' } })
      }
      const blob = await database.inCompany(company, async tx => {
        const [kept] = await tx<Upload[]>`
          insert into blob (company_id, id, hash, size)
          values (${company}, ${upload.id}, ${upload.hash}, ${upload.size})
          on conflict (company_id, hash) do update set created_at = now() returning id, hash, size`
        return kept
      })
      if (!blob) throw new AppError('internal')
      await bind(caller, file, blob, text)
      await database.inCompany(
        company,
        tx => tx`delete from blob_upload where company_id = ${company} and id = ${upload.id}`,
      )
      checking.delete(upload.id)
      // Somebody had sent the same before: one copy is kept.
      if (blob.id !== upload.id) await store.remove(place)
      return doneState(upload.size)
    },

    async cancel(caller, file) {
      await forget(caller, (await find(caller, file)).id)
    },
  }
}

export const hasContent = ({ values }: RecordState): boolean => typeof values['uploadedAt'] === 'string'

/** Whoever made the record, or may change it. */
function requireSender({ viewer }: Caller, file: RecordState): void {
  if (file.createdBy !== viewer.user && !may(viewer, 'edit', fileKind, visibilityKey(file)))
    throw new AppError('permission.denied')
}

const doneState = (size: number): UploadState => {
  const parts = partsOf(size)
  return { state: 'done', partBytes, parts, have: parts > 0 ? [[0, parts - 1]] : [] }
}

const later = (ms: number): Promise<undefined> =>
  new Promise(resolve => setTimeout(() => resolve(undefined), ms).unref())
