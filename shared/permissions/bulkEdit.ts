import { allKinds } from '../entities/index.ts'
import type { Values } from '../entity.ts'
import { AppError } from '../errors.ts'
import { derivedId } from '../ids.ts'
import type { FieldChange, RecordKey } from '../record.ts'
import { has, type Viewer } from './viewer.ts'

/** So many records at once are changed with nothing but the right to change each of them. */
export const freelyAtOnce = 25

/** The setting by which a company does without changes of many records at once. */
const key = 'bulkEdit'

interface Setting {
  id: string
  archived: boolean
  values: Values
}

/** Whether the company lets anybody change many records at once; it does unless it has said no. */
export const allowsBulk = (settings: Iterable<Setting>): boolean => {
  for (const { archived, values } of settings) if (!archived && values['key'] === key) return !isOff(values['value'])
  return true
}

const isOff = (value: unknown): boolean => value instanceof Object && 'enabled' in value && value.enabled === false

/** The change of settings, as `records.save` takes it, that switches it on or off. */
export function bulkSwitch(settings: readonly Setting[], enabled: boolean) {
  const found = settings.find(({ values }) => values['key'] === key)
  const kind = 'setting' as const
  if (!found) {
    const set: Record<string, FieldChange> = { key: { value: key }, value: { value: { enabled } } }
    return { kind, id: derivedId('setting', key), create: true, set }
  }
  const set: Record<string, FieldChange> = {
    value: { base: found.values['value'], value: { enabled } },
    ...(found.archived ? { archived: { base: true, value: false } } : {}),
  }
  return { kind, id: found.id, create: false, set }
}

/**
 * The one place that says who may change so many records (those that `countsInBulk`) by one operation. Undefined: they may. Taking back what one
 * did oneself needs no right. `permission.denied` with the reason `bulkOff` (the company) or `bulkRight` (the role).
 */
export function refuseBulk(viewer: Viewer, settings: Iterable<Setting>, records: number): AppError | undefined {
  if (records <= freelyAtOnce) return undefined
  if (!allowsBulk(settings)) return denied('bulkOff')
  return has(viewer, 'bulkEdit') ? undefined : denied('bulkRight')
}

/** Kinds whose records belong to one person: in whatever number they are changed, nobody else's work is. */
export const uncountedKinds: readonly string[] = allKinds.flatMap(({ name, personal }) => (personal ? [name] : []))

const uncounted = new Set(uncountedKinds)

/** Whether a changed record is one of those that `refuseBulk` asks for. */
export const countsInBulk = ({ kind }: Pick<RecordKey, 'kind'>): boolean => !uncounted.has(kind)

const denied = (reason: 'bulkOff' | 'bulkRight') =>
  new AppError('permission.denied', { params: { reason, limit: freelyAtOnce } })
