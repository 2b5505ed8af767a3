import type { Entry, FieldChange, Patch } from '../record.ts'

/**
 * The patches that take an operation back: every field it wrote is set back to what its writer saw, with what it wrote
 * as the base, so that the merge keeps whatever somebody changed since. A creation is archived. Newest entry first.
 */
export function inverseOf(entries: readonly Pick<Entry, 'patches'>[]): Patch[] {
  return entries
    .toReversed()
    .flatMap(({ patches }) => patches.toReversed())
    .map(inversePatch)
}

function inversePatch({ kind, id, create, set }: Patch): Patch {
  if (create) return { kind, id, set: { archived: { base: false, value: true } } }
  const back: Record<string, FieldChange> = {}
  for (const [name, change] of Object.entries(set)) {
    back[name] = {
      ...(change.value === undefined ? {} : { base: change.value }),
      ...(change.base === undefined ? {} : { value: change.base }),
    }
  }
  return { kind, id, set: back }
}
