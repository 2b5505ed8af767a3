import type { FieldChange } from '../../../../shared/record.ts'

interface Placed {
  favouriteId: string
  position: number | undefined
}

/**
 * What must be written so that the favourite at `from` stands at `to`: places from the first down to where something
 * moved, and of these only what stands elsewhere now; whatever has none yet follows those that do.
 */
export function orderChanges(
  list: readonly Placed[],
  from: number,
  to: number,
): { id: string; set: { position: FieldChange } }[] {
  const moved = list[from]
  if (!moved || from === to || to < 0 || to >= list.length) return []
  const rest = list.filter(one => one !== moved)
  const next = [...rest.slice(0, to), moved, ...rest.slice(to)]
  return next.slice(0, Math.max(from, to) + 1).flatMap(({ favouriteId: id, position }, value) => {
    if (position === value) return []
    return [{ id, set: { position: { ...(position === undefined ? {} : { base: position }), value } } }]
  })
}
