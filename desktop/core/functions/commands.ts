import { commands } from '../../../shared/commands/index.ts'
import { AppError, type FieldErrors } from '../../../shared/errors.ts'
import type { Workspace } from '../workspace.ts'

/** Runs a command here at once; the server runs it again and its result replaces this one. Throws command.refused. */
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
  return { operation: work.act({ label: name, patches, command: { name, arguments: parsed.data } }) }
}
