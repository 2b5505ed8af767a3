import { bagOf } from '../../../shared/apply.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Patch } from '../../../shared/record.ts'
import type { Workspace } from '../workspace.ts'

/**
 * Settles a clash of this person. `mine` puts the refused value in, on what stands now; asked again with `theirs` it puts
 * the other one back, so one click swaps either way. Throws record.notFound.
 */
export function settleClash(work: Workspace, id: string, take: 'mine' | 'theirs'): { operation: string } {
  const clash = work.shown({ kind: 'clash', id })
  if (!clash) throw new AppError('record.notFound')
  const { recordKind, record, field, state } = clash.values as Record<string, string>
  const key = { kind: recordKind ?? '', id: record ?? '' }
  const target = work.shown(key)
  if (!target || !field) throw new AppError('record.notFound')
  const wanted = clash.values[take]
  const stands = bagOf(target)[field]
  const isSwap = take === 'mine' || state === 'taken'
  const change = {
    ...(stands === undefined ? {} : { base: stands }),
    ...(wanted === undefined ? {} : { value: wanted }),
  }
  const patches: Patch[] = isSwap ? [{ ...key, set: { [field]: change } }] : []
  return { operation: work.act({ label: 'settle', patches, settles: id }) }
}
