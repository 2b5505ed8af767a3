import { bagOf } from '../../../shared/apply.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Patch } from '../../../shared/record.ts'
import { sameValue } from '../../../shared/value.ts'
import type { Workspace } from '../workspace.ts'
import { checkWrite } from './check.ts'

/**
 * Settles a clash of this person. `mine` puts their value in, on what stands now; `theirs` puts the other one back where
 * theirs stands, and else leaves what stands: one click swaps either way, also before the server has answered the first.
 * Throws record.notFound, permission.denied.
 */
export function settleClash(work: Workspace, id: string, take: 'mine' | 'theirs'): { operation: string } {
  const clash = work.shown({ kind: 'clash', id })
  const { recordKind, record, field, mine } = clash?.values ?? {}
  if (typeof recordKind !== 'string' || typeof record !== 'string' || typeof field !== 'string')
    throw new AppError('record.notFound')
  const key = { kind: recordKind, id: record }
  const before = work.shown(key)
  if (!before) throw new AppError('record.notFound')
  const stands = bagOf(before)[field]
  const value = clash?.values[take]
  const isSwap = sameValue(stands, mine) !== (take === 'mine')
  const patches: Patch[] = []
  if (isSwap) {
    checkWrite(work, { key, before, values: { [field]: value } })
    const change = { ...(stands === undefined ? {} : { base: stands }), ...(value === undefined ? {} : { value }) }
    patches.push({ ...key, set: { [field]: change } })
  }
  return { operation: work.act({ label: 'settle', patches, settles: id }) }
}
