import type { Command } from '../command.ts'
import { convertLead } from './crm/convertLead.ts'
import { viewMoves } from './teamwork/moveView.ts'

/** Every command, by name. */
export const commands: Readonly<Record<string, Command>> = {
  convertLead: convertLead as Command,
  ...Object.fromEntries(Object.values(viewMoves).map(move => [move.name, move])),
}
