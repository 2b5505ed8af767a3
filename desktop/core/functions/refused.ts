import { bagOf } from '../../../shared/apply.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Entry, Patch } from '../../../shared/record.ts'
import { cleanChanges } from '../../../shared/validate.ts'
import type { RefusedItem } from '../api/functions.ts'
import type { Workspace } from '../workspace.ts'

/** What the server refused, each with what rests on it. */
export function refusedItems(work: Workspace): RefusedItem[] {
  return work.refused.list().map(({ entry, error, dependents }) => ({
    entry: entry.id,
    operation: entry.operation,
    label: entry.label,
    at: entry.at,
    error,
    patches: entry.patches,
    titles: titlesOf(work, entry),
    dependents: dependents.map(other => ({ entry: other.id, label: other.label, titles: titlesOf(work, other) })),
  }))
}

/** Gives up all of them with what rests on them; gives how many. One that went with another is not missed. */
export const discardMany = (work: Workspace, entries: readonly string[]): number =>
  forAll(work, entries, entry => work.refused.discard(entry))

/** Sends all of them again as they are: the server may have another right or rule by now. */
export const sendMany = (work: Workspace, entries: readonly string[]): number =>
  forAll(work, entries, entry => void mendRefused(work, entry, {}))

function forAll(work: Workspace, entries: readonly string[], act: (entry: string) => void): number {
  let count = 0
  for (const entry of new Set(entries)) {
    if (work.outbox.rows.find(entry)?.state !== 'refused') continue
    act(entry)
    count++
  }
  return count
}

/** A refused creation is called by what the entry says of it; other records that are not here have no title. */
const titlesOf = (work: Workspace, { patches }: Entry): string[] =>
  patches.map(({ kind, id, set, create }) => {
    const known = work.shown({ kind, id })?.values
    if (!known && !create) return ''
    const said = Object.fromEntries(Object.entries(set).map(([name, { value }]) => [name, value]))
    return (
      work
        .kinds()
        .get(kind)
        ?.title({ ...known, ...said }) ?? ''
    )
  })

/**
 * Sends a refused entry again with the fields that were mended, in the record that was refused. Throws record.invalid
 * where they are still wrong.
 */
export function mendRefused(work: Workspace, entry: string, set: Record<string, unknown>): { operation: string } {
  const item = work.refused.list().find(found => found.entry.id === entry)
  if (!item) throw new AppError('record.notFound')
  const { command, patches } = item.entry
  if (Object.keys(set).length === 0) return { operation: work.refused.mend(entry).operation }
  if (command) {
    const given = command.arguments as { values?: object }
    const mended = { ...command, arguments: { ...given, values: { ...given.values, ...set } } }
    return { operation: work.refused.mend(entry, { command: mended }).operation }
  }
  const wrong = item.error.params?.['id'] ?? patches[0]?.id
  const mended = patches.map((patch): Patch => (patch.id === wrong ? mendedPatch(work, patch, set) : patch))
  return { operation: work.refused.mend(entry, { patches: mended }).operation }
}

function mendedPatch(work: Workspace, patch: Patch, set: Record<string, unknown>): Patch {
  const { values, errors } = cleanChanges(work.kinds().require(patch.kind), set)
  if (errors) throw new AppError('record.invalid', { fields: errors })
  const shown = work.shown(patch)
  const stands = shown && !patch.create ? bagOf(shown) : {}
  const changes = Object.entries(values).map(([name, value]) => {
    // Of a field that the entry did not touch, what stands now is what its writer saw.
    const base = patch.set[name] ? patch.set[name].base : stands[name]
    return [name, { ...(base === undefined ? {} : { base }), ...(value === undefined ? {} : { value }) }] as const
  })
  return { ...patch, set: { ...patch.set, ...Object.fromEntries(changes) } }
}
