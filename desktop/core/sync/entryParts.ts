import { AppError } from '../../../shared/errors.ts'
import { isUuid } from '../../../shared/ids.ts'
import { type Entry, maxEntryBytes, maxPatches, type Patch } from '../../../shared/record.ts'

/** An action as the outbox takes it; seq, id and time are the outbox's to give, and what else it rests on than `after`. */
export type Action = Pick<Entry, 'label' | 'patches'> &
  Partial<Pick<Entry, 'operation' | 'undoes' | 'settles' | 'command' | 'after'>>

/** Room for what an entry holds besides its patches (`after` may name 1,000 ids). */
const patchBytes = maxEntryBytes - 100_000

/**
 * The patches of one action in as many entries as the limits ask for, in order. A command is one entry whatever it
 * gives: the server runs it again and replaces its patches. Throws input.tooLarge for one patch above the limit.
 */
export function partsOf(action: Action): Patch[][] {
  if (action.command) return [action.patches]
  const parts: Patch[][] = []
  let part: Patch[] = []
  let bytes = 0
  for (const patch of action.patches) {
    const size = Buffer.byteLength(JSON.stringify(patch))
    if (size > patchBytes) throw new AppError('input.tooLarge', { params: { limit: patchBytes } })
    if (part.length === maxPatches || bytes + size > patchBytes) {
      parts.push(part)
      part = []
      bytes = 0
    }
    part.push(patch)
    bytes += size + 1
  }
  // An entry may also have no patch at all (a clash settled by leaving it as it stands).
  return part.length > 0 || parts.length === 0 ? [...parts, part] : parts
}

/** What goes over the wire: a command's patches only as far as an entry may carry. */
export function onWire(entry: Entry): Entry {
  if (!entry.command) return entry
  let bytes = 0
  const patches = entry.patches.slice(0, maxPatches).filter(patch => {
    bytes += Buffer.byteLength(JSON.stringify(patch)) + 1
    return bytes <= patchBytes
  })
  return { ...entry, patches }
}

/** Every id that a value names, however deep: references, parents, lines, arguments of a command. */
export function idsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    if (isUuid(value)) found.add(value)
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) idsIn(item, found)
  }
  return found
}
