import { commands } from '../../../shared/commands/index.ts'
import { AppError, type FieldErrors } from '../../../shared/errors.ts'
import type { Patch, RecordKey, RecordState } from '../../../shared/record.ts'
import { cleanChanges } from '../../../shared/validate.ts'
import type { Workspace } from '../workspace.ts'
import { checkWrite } from './check.ts'

/**
 * Runs a command here at once; the server runs it again and its result replaces this one. Throws command.refused, and
 * what a form throws where its result may not be written.
 */
export function runCommand(work: Workspace, name: string, given: unknown): { operation: string } {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new AppError('input.invalid', { fields: { name: { reason: 'unknownCommand' } } })
  const parsed = command.arguments.safeParse(given)
  if (!parsed.success) {
    const fields: FieldErrors = {}
    for (const issue of parsed.error.issues)
      fields[issue.path.map(String).join('.') || 'arguments'] = { reason: 'badValue' }
    throw new AppError('input.invalid', { fields })
  }
  const records = { get: work.shown, childrenOf: work.childrenOf }
  const by = { user: work.viewer().user, at: new Date(work.now()).toISOString() }
  const patches = command.runs === 'both' ? command.run(records, parsed.data, by) : []
  checkPatches(work, patches)
  return { operation: work.act({ label: name, patches, command: { name, arguments: parsed.data } }) }
}

/** In order: a record may hang on one that the same command makes. */
function checkPatches(work: Workspace, patches: readonly Patch[]): void {
  const made = new Map<string, RecordState>()
  const look = (key: RecordKey) => made.get(key.id) ?? work.shown(key)
  for (const { kind, id, create, set } of patches) {
    const key = { kind, id }
    const before = look(key)
    if (!before && !create) throw new AppError('record.notFound')
    if (before && create) throw new AppError('record.exists')
    const wanted = Object.fromEntries(Object.entries(set).map(([name, { value }]) => [name, value]))
    const { values, errors } = cleanChanges(work.kinds().require(kind), wanted)
    if (errors) throw new AppError('record.invalid', { fields: errors })
    made.set(id, checkWrite(work, { key, before, values, isCommand: true, look }))
  }
}
