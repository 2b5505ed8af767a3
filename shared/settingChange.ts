import type { Values } from './entity.ts'
import { derivedId } from './ids.ts'
import type { FieldChange } from './record.ts'
import { sameValue } from './value.ts'

/** A record of the kind `setting`, as far as this looks at it. */
export interface Setting {
  id: string
  archived: boolean
  values: Values
}

/** A change as `records.save` takes it. */
export interface SettingChange {
  kind: 'setting'
  id: string
  create: boolean
  set: Record<string, FieldChange>
}

/** The value of a setting; undefined where there is none, or it was put away. */
export const settingOf = (settings: readonly Setting[], key: string): unknown =>
  held(settings, key).find(({ archived }) => !archived)?.values['value']

/** What makes `value` the setting's; undefined puts it away. Answers undefined where it is so already. */
export function settingChange(settings: readonly Setting[], key: string, value: unknown): SettingChange | undefined {
  if (sameValue(value, settingOf(settings, key))) return undefined
  const found = held(settings, key)
  const standing = found.find(({ archived }) => !archived) ?? found[0]
  const change = (id: string, set: SettingChange['set'], create = false) => ({
    kind: 'setting' as const,
    ...{ id, create, set },
  })
  if (!standing) return change(derivedId('setting', key), { key: { value: key }, value: { value } }, true)
  if (value === undefined) return change(standing.id, { archived: { base: false, value: true } })
  return change(standing.id, {
    value: { base: standing.values['value'], value },
    ...(standing.archived ? { archived: { base: true, value: false } } : {}),
  })
}

const held = (settings: readonly Setting[], key: string): Setting[] =>
  settings.filter(({ values }) => values['key'] === key)
