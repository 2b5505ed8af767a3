import type { AnyKind, Values } from './entity.ts'
import type { FieldChange, Patch } from './record.ts'

/**
 * Fields that hold when another one came to have a value (`stamps`): written wherever that one is, by whatever screen or
 * program, and cleared when it changes to another value. Nobody writes them by themselves.
 */
export interface Stamp {
  name: string
  field: string
  is: string
}

const known = new WeakMap<AnyKind['fields'], readonly Stamp[]>()

export function stampsOf({ fields }: Pick<AnyKind, 'fields'>): readonly Stamp[] {
  const found = known.get(fields)
  if (found) return found
  const stamps = Object.entries(fields).flatMap(([name, { stamps: of }]) => (of ? [{ name, ...of }] : []))
  known.set(fields, stamps)
  return stamps
}

/**
 * What becomes of the stamps where these changes are accepted: the moment that the patch proposes, where the value came;
 * nothing, where it went. A value that was there already keeps its moment, whoever writes it again.
 */
export function stampChanges(
  kind: AnyKind,
  current: Values,
  changes: Values,
  set: Record<string, FieldChange>,
): Values {
  const result: Values = {}
  for (const { name, field, is } of stampsOf(kind)) {
    if (!Object.hasOwn(changes, field)) continue
    const [was, will] = [current[field] === is, changes[field] === is]
    if (was === will) continue
    const value = will ? set[name]?.value : undefined
    if (value !== current[name]) result[name] = value
  }
  return result
}

/**
 * A patch with the moments that its writer's clock proposes, and what stood there before, so that it can be taken back.
 * Those it holds already (it takes something back) stay as they are.
 */
export function withStamps(kind: AnyKind, current: Values | undefined, patch: Patch, at: string): Patch {
  const added: Record<string, FieldChange> = {}
  for (const { name, field, is } of stampsOf(kind)) {
    const change = patch.set[field]
    if (!change || Object.hasOwn(patch.set, name)) continue
    const [was, will] = [current?.[field] === is, change.value === is]
    if (was === will) continue
    const base = current?.[name]
    added[name] = { ...(base === undefined ? {} : { base }), ...(will ? { value: at } : {}) }
  }
  return Object.keys(added).length > 0 ? { ...patch, set: { ...patch.set, ...added } } : patch
}

/**
 * The moments that a patch may propose to the server: not without the field that they speak of, and none that is still
 * to come; where it proposes none, now.
 */
export function settleProposals(
  kind: AnyKind,
  set: Record<string, FieldChange>,
  now: string,
): Record<string, FieldChange> {
  const stamps = stampsOf(kind)
  if (stamps.length === 0) return set
  const settled = { ...set }
  for (const { name, field, is } of stamps) {
    const proposed = settled[name]?.value
    delete settled[name]
    if (settled[field]?.value !== is) continue
    settled[name] = { value: typeof proposed === 'string' && proposed <= now ? proposed : now }
  }
  return settled
}
