import type { Command } from '../command.ts'
import { convertLead } from './crm/convertLead.ts'

/** Every command, by name. */
export const commands: Readonly<Record<string, Command>> = {
  convertLead: convertLead as Command,
}
