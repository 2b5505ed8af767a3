import { bagOf } from '../../../shared/apply.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Patch, RecordKey, RecordState } from '../../../shared/record.ts'
import { cleanChanges } from '../../../shared/validate.ts'
import type { ArgsOf } from '../api/functions.ts'
import type { Workspace } from '../workspace.ts'
import { checkWrite } from './check.ts'
import { asNew } from './write.ts'

/** Makes records as one operation, in order: one may hang on another made with it. Throws as saving does. */
export function addRecords(
  work: Workspace,
  { records, label = 'create' }: ArgsOf<'records.add'>,
): { operation: string } {
  const made = new Map<string, RecordState>()
  const look = (key: RecordKey) => made.get(key.id) ?? work.shown(key)
  const patches = records.map(({ kind, id, set }): Patch => {
    const key = { kind, id }
    if (look(key)) throw new AppError('record.exists')
    const wanted = Object.fromEntries(Object.entries(set).map(([name, { value }]) => [name, value]))
    const { values, errors } = cleanChanges(work.kinds().require(kind), wanted)
    if (errors) throw new AppError('record.invalid', { fields: errors })
    const after = checkWrite(work, { key, before: undefined, values, look })
    made.set(id, after)
    return { ...key, create: true, set: asNew(bagOf(after)) }
  })
  return { operation: work.act({ label, patches }) }
}
