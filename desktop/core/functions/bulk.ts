import { AppError, asAppError, type ErrorBody } from '../../../shared/errors.ts'
import { countsInBulk } from '../../../shared/permissions/bulkEdit.ts'
import type { Patch, RecordKey } from '../../../shared/record.ts'
import {
  type BulkChange,
  type BulkPreview,
  type BulkResult,
  mostInOperation,
  type RecordsOf,
} from '../api/operations.ts'
import type { Workspace } from '../workspace.ts'
import { type BulkJobs, breather, sliceWriter } from './bulkJobs.ts'
import { bulkRefusal, permitBulk } from './permitBulk.ts'
import { type BulkArguments, changeOf } from './write.ts'

/**
 * `changeRecords` for thousands: all are checked before anything is written, and other work goes on in between. Where it
 * is broken off by a crash, what was written is one operation, to be taken back or done again.
 */
export async function changeMany(work: Workspace, args: BulkArguments): Promise<{ operation: string }> {
  permitBulk(work, args.keys.filter(countsInBulk).length)
  const breathe = breather()
  const patches: Patch[] = []
  for (const key of args.keys) {
    const patch = changeOf(work, args, key)
    if (patch) patches.push(patch)
    await breathe()
  }
  const operation = work.newId()
  if (patches.length === 0) return { operation: work.act({ label: args.label, operation, patches }) }
  const writer = sliceWriter(work, { label: args.label, operation })
  try {
    for (const patch of patches) await writer.add(patch)
  } finally {
    writer.end()
  }
  return { operation }
}

const samplesShown = 3

/** What the change would do to each of the records, told before anything is written. */
export async function previewBulk(work: Workspace, change: BulkChange): Promise<BulkPreview> {
  const keys = await keysOf(work, change.of)
  const wanted = wantedOf(change)
  const breathe = breather()
  const left = new Map<string, { error: ErrorBody; count: number; titles: string[] }>()
  const preview: BulkPreview = { total: keys.length, change: 0, same: 0, left: [], samples: [] }
  let counted = 0
  for (const key of keys) {
    const found = attempt(work, wanted, key)
    if (found instanceof Error) {
      const error = found.toBody()
      const text = JSON.stringify(error)
      const group = left.get(text) ?? { error, count: 0, titles: [] }
      group.count++
      if (group.titles.length < samplesShown) group.titles.push(titleOf(work, key))
      left.set(text, group)
    } else if (found === undefined) preview.same++
    else {
      preview.change++
      if (countsInBulk(key)) counted++
      if (preview.samples.length < samplesShown) preview.samples.push(sampleOf(work, found))
    }
    await breathe()
  }
  preview.left = [...left.values()].sort((a, b) => b.count - a.count)
  const refusal = bulkRefusal(work, counted)?.toBody()
  return refusal ? { ...preview, refusal } : preview
}

/**
 * Changes what may be changed and leaves the rest, as the preview has said. Can be stopped; what was done until then is
 * one operation all the same.
 */
export async function runBulk(work: Workspace, jobs: BulkJobs, change: BulkChange): Promise<BulkResult> {
  const keys = await keysOf(work, change.of)
  const wanted = wantedOf(change)
  // Where all of them would be allowed there is nothing to count first.
  if (bulkRefusal(work, keys.filter(countsInBulk).length)) await permitChanged(work, wanted, keys)
  const operation = work.newId()
  const job = jobs.begin({ operation, label: change.label, kind: keys[0]?.kind ?? '', total: keys.length })
  const writer = sliceWriter(work, { label: change.label, operation })
  const breathe = breather()
  try {
    try {
      for (const [at, key] of keys.entries()) {
        if (job.isStopped) break
        const found = attempt(work, wanted, key)
        if (found && !(found instanceof Error)) await writer.add(found)
        else await breathe()
        job.done(at + 1)
      }
    } finally {
      // Also where something goes wrong on the way: what was begun is one operation, and whole.
      writer.end()
    }
  } finally {
    job.end()
  }
  return { operation, changed: writer.written, unchanged: keys.length - writer.written, isStopped: job.isStopped }
}

async function permitChanged(work: Workspace, wanted: Wanted, keys: readonly RecordKey[]): Promise<void> {
  const breathe = breather()
  let count = 0
  for (const key of keys) {
    const found = attempt(work, wanted, key)
    if (found && !(found instanceof Error) && countsInBulk(key)) permitBulk(work, ++count)
    await breathe()
  }
}

type Wanted = Pick<BulkArguments, 'set' | 'add' | 'remove'>

const wantedOf = ({ set = {}, clear = [], add, remove }: BulkChange): Wanted => ({
  set: { ...set, ...Object.fromEntries(clear.map(name => [name, undefined])) },
  ...(add ? { add } : {}),
  ...(remove ? { remove } : {}),
})

/** The patch, nothing where the record is so already, or why it stays as it is. */
function attempt(work: Workspace, wanted: Wanted, key: RecordKey) {
  try {
    return changeOf(work, wanted, key)
  } catch (thrown) {
    const error = asAppError(thrown)
    if (error.code === 'internal') throw thrown
    return error
  }
}

async function keysOf(work: Workspace, of: RecordsOf): Promise<RecordKey[]> {
  const keys = 'keys' in of ? of.keys : await foundKeys(work, of)
  if (keys.length > mostInOperation) throw new AppError('input.tooLarge', { params: { limit: mostInOperation } })
  return keys
}

async function foundKeys(work: Workspace, of: Extract<RecordsOf, { query: unknown }>): Promise<RecordKey[]> {
  const except = new Set(of.except)
  // One more than an operation takes tells that there are too many.
  const { ids } = await work.lists.keys(of.query, mostInOperation + except.size + 1)
  return ids.filter(id => !except.has(id)).map(id => ({ kind: of.query.kind, id }))
}

const titleOf = (work: Workspace, key: RecordKey): string => {
  const shown = work.shown(key)
  return shown ? work.kinds().require(key.kind).title(shown.values) : ''
}

const sampleOf = (work: Workspace, { kind, id, set }: Patch): BulkPreview['samples'][number] => ({
  id,
  title: titleOf(work, { kind, id }),
  changes: Object.entries(set).map(([field, { base, value }]) => ({ field, old: base, new: value })),
})
