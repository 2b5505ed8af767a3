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

/** Records that are not here (a refused creation) are called by what the entry says of them. */
const titlesOf = (work: Workspace, { patches }: Entry): string[] =>
  patches.map(({ kind, id, set }) => {
    const known = work.shown({ kind, id })?.values ?? {}
    const said = Object.fromEntries(Object.entries(set).map(([name, { value }]) => [name, value]))
    return (
      work
        .kinds()
        .get(kind)
        ?.title({ ...known, ...said }) ?? ''
    )
  })

/** Sends a refused entry again with the fields that were mended. Throws record.invalid where they are still wrong. */
export function mendRefused(work: Workspace, entry: string, set: Record<string, unknown>): { operation: string } {
  const item = work.refused.list().find(found => found.entry.id === entry)
  if (!item) throw new AppError('record.notFound')
  const command = item.entry.command
  if (command) {
    const given = command.arguments as { values?: object }
    const mended = { ...command, arguments: { ...given, values: { ...given.values, ...set } } }
    return { operation: work.refused.mend(entry, { command: mended }).operation }
  }
  const patches = item.entry.patches.map(
    (patch): Patch => ({ ...patch, set: { ...patch.set, ...cleaned(work, patch, set) } }),
  )
  return { operation: work.refused.mend(entry, { patches }).operation }
}

function cleaned(work: Workspace, patch: Patch, set: Record<string, unknown>): Patch['set'] {
  const { values, errors } = cleanChanges(work.kinds().require(patch.kind), set)
  if (errors) throw new AppError('record.invalid', { fields: errors })
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const base = patch.set[name]?.base
      return [name, { ...(base === undefined ? {} : { base }), ...(value === undefined ? {} : { value }) }]
    }),
  )
}
