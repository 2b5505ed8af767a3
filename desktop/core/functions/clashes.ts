import { bagOf } from '../../../shared/apply.ts'
import { AppError, asAppError } from '../../../shared/errors.ts'
import type { Patch } from '../../../shared/record.ts'
import { sameValue } from '../../../shared/value.ts'
import type { ShownClash } from '../api/functions.ts'
import type { Workspace } from '../workspace.ts'
import { checkWrite } from './check.ts'
import { shownRecord } from './records.ts'

/**
 * Settles a clash of this person. `mine` puts their value in, on what stands now; `theirs` puts the other one back where
 * theirs stands, and else leaves what stands: one click swaps either way, also before the server has answered the first.
 * Throws record.notFound, permission.denied.
 */
export function settleClash(work: Workspace, id: string, take: 'mine' | 'theirs'): { operation: string } {
  return { operation: work.act({ label: 'settle', patches: settlingPatches(work, id, take), settles: id }) }
}

/** Settles many alike, as one operation; those that may not be settled so stay open. */
export function settleMany(work: Workspace, ids: readonly string[], take: 'mine' | 'theirs') {
  let left = 0
  let operation: string | undefined
  const all = [...new Set(ids)]
  try {
    for (const id of all) {
      try {
        const patches = settlingPatches(work, id, take)
        const action = { label: 'settle', patches, settles: id, ...(operation ? { operation } : {}) }
        operation = work.act(action, { sync: 'normal' })
      } catch (thrown) {
        if (asAppError(thrown).code === 'internal') throw thrown
        left++
      }
    }
  } finally {
    if (operation) work.sync.finish()
  }
  return { ...(operation ? { operation } : {}), settled: all.length - left, left }
}

/** What brings the wanted value into the record, where it is not there already. */
function settlingPatches(work: Workspace, id: string, take: 'mine' | 'theirs'): Patch[] {
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
  if (!isSwap) return []
  checkWrite(work, { key, before, values: { [field]: value } })
  const change = { ...(stands === undefined ? {} : { base: stands }), ...(value === undefined ? {} : { value }) }
  return [{ ...key, set: { [field]: change } }]
}

/** All clashes of this person, with the record's title and what stands in the field now, and when the losing value was typed. */
export const shownClashes = (work: Workspace): ShownClash[] =>
  work.clashes.all().flatMap(({ clash: { kind, id, values }, record, stands, standing, isOpen }) => {
    const clash = shownRecord(work, { kind, id })
    if (!clash) return []
    const own = typeof values['entry'] === 'string' ? work.outbox.rows.find(values['entry'])?.entry.at : undefined
    return [
      {
        ...clash,
        // As the record was called when it clashed, only where it is out of sight.
        title: (record && shownRecord(work, record)?.title) || clash.title,
        ...(stands === undefined ? {} : { stands }),
        ...(standing ? { standing } : {}),
        isOpen,
        mineAt: own ?? clash.createdAt,
        isHere: own !== undefined,
      },
    ]
  })
