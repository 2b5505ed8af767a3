import { bagOf } from '../../../shared/apply.ts'
import type { Values } from '../../../shared/entity.ts'
import { AppError, asAppError } from '../../../shared/errors.ts'
import { countsInBulk } from '../../../shared/permissions/bulkEdit.ts'
import type { FieldChange, Patch } from '../../../shared/record.ts'
import { cleanChanges } from '../../../shared/validate.ts'
import { sameValue } from '../../../shared/value.ts'
import type { ArgsOf, ResultOf } from '../api/functions.ts'
import type { Workspace } from '../workspace.ts'
import { breather, sliceWriter } from './bulkJobs.ts'
import { checkWrite } from './check.ts'
import { permitBulk } from './permitBulk.ts'

type Change = ArgsOf<'records.paste'>['changes'][number]

/** Different changes of many records as one operation; all are checked before anything is written. */
export async function pasteRecords(
  work: Workspace,
  { label, write, changes }: ArgsOf<'records.paste'>,
): Promise<ResultOf<'records.paste'>> {
  const touched = new Set(changes.map(({ id }) => id))
  permitBulk(work, new Set(changes.filter(countsInBulk).map(({ id }) => id)).size)
  // One patch a record: the second of two would find a base that the first has just replaced.
  if (touched.size < changes.length) throw new AppError('input.malformed', { params: { at: 'changes' } })
  const patches: Patch[] = []
  const refused: ResultOf<'records.paste'>['refused'] = []
  const breathe = breather()
  for (const change of changes) {
    await breathe()
    try {
      const patch = patchOf(work, change)
      if (patch) patches.push(patch)
    } catch (thrown) {
      const error = asAppError(thrown)
      if (error.code === 'internal') throw error
      refused.push({ kind: change.kind, id: change.id, error: error.toBody() })
    }
  }
  if (patches.length === 0 || write === 'none' || (write === 'all' && refused.length > 0)) return { refused }
  const operation = work.newId()
  const writer = sliceWriter(work, { label, operation })
  try {
    for (const patch of patches) await writer.add(patch)
  } finally {
    writer.end()
  }
  return { operation, refused }
}

/** Undefined where it changes nothing. Throws as saving does. */
function patchOf(work: Workspace, { kind, id, set }: Change): Patch | undefined {
  const key = { kind, id }
  const before = work.shown(key)
  if (!before) throw new AppError('record.notFound')
  const bag = bagOf(before)
  const wanted = Object.fromEntries(Object.entries(set).map(([name, { value }]) => [name, value]))
  const { values, errors } = cleanChanges(work.kinds().require(kind), wanted)
  if (errors) throw new AppError('record.invalid', { fields: errors })
  const changed: Record<string, FieldChange> = {}
  const written: Values = {}
  for (const [name, value] of Object.entries(values)) {
    const base = seenAs(set[name]?.base, bag[name])
    if (sameValue(base, value)) continue
    changed[name] = { ...(base === undefined ? {} : { base }), ...(value === undefined ? {} : { value }) }
    written[name] = value
  }
  if (Object.keys(changed).length === 0) return undefined
  checkWrite(work, { key, before, values: written })
  return { ...key, set: changed }
}

/** A list shows text on one line: where that is all that differs, the person has seen what stands there. */
function seenAs(seen: unknown, held: unknown): unknown {
  return sameValue(seen, held) || onOneLine(seen) !== onOneLine(held) ? seen : held
}
const onOneLine = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as the narrow tables keep it (projection/columns.ts)
    if (typeof part === 'string') return part.replace(/[\u0000-\u001f]+/g, ' ')
    return typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort())
      : part
  }) ?? ''
