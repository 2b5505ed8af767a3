import type { Command, CommandRecords } from '../../shared/command.ts'
import { AppError } from '../../shared/errors.ts'
import { projectFor } from '../../shared/permissions/project.ts'
import { canSee } from '../../shared/permissions/viewer.ts'
import { type Entry, type Patch, patch, type RecordState, visibilityKey } from '../../shared/record.ts'
import type { Author } from './commit.ts'
import type { Wanted } from './load.ts'

export type Commands = Readonly<Record<string, Command>>

/** The command and its parsed arguments. Throws `input.invalid` for one nobody defined or arguments it does not take. */
export function commandOf(
  commands: Commands,
  call: NonNullable<Entry['command']>,
): { command: Command; args: unknown } {
  const command = Object.hasOwn(commands, call.name) ? commands[call.name] : undefined
  if (!command) throw new AppError('input.invalid', { fields: { command: { reason: 'badValue' } } })
  const parsed = command.arguments.safeParse(call.arguments)
  if (!parsed.success) throw new AppError('input.invalid', { fields: { arguments: { reason: 'badValue' } } })
  return { command, args: parsed.data }
}

/** What a command will read; nothing where the call is wrong, which `runCommand` will say. */
export function wantedByCommand(commands: Commands, entry: Entry): Wanted {
  if (!entry.command) return { keys: [], childrenOf: [] }
  try {
    const { command, args } = commandOf(commands, entry.command)
    const { records, childrenOf } = command.needs(args)
    return { keys: [...records, ...childrenOf], childrenOf, aboutOf: childrenOf }
  } catch {
    return { keys: [], childrenOf: [] }
  }
}

/** Runs the command over what its caller may see of the records; its patches count, not those of the desktop. */
export function runCommand(
  commands: Commands,
  call: NonNullable<Entry['command']>,
  author: Author,
  at: string,
  records: { get: CommandRecords['get']; childrenOf: CommandRecords['childrenOf'] },
): Patch[] {
  const { command, args } = commandOf(commands, call)
  const seen = (state: RecordState | undefined): RecordState | undefined => {
    if (!state || author.source === 'system') return state
    return canSee(author.viewer, state.kind, visibilityKey(state)) ? projectFor(author.viewer, state) : undefined
  }
  const patches = command.run(
    {
      get: key => seen(records.get(key)),
      childrenOf: key => (seen(records.get(key)) ? records.childrenOf(key).flatMap(child => seen(child) ?? []) : []),
    },
    args,
    { user: author.viewer.user, at },
  )
  return patch.array().parse(patches)
}
