import { z } from 'zod'
import type { Values } from './entity.ts'
import { derivedId } from './ids.ts'
import type { FieldChange } from './record.ts'

/** The setting with the company's own address for help: where "report a problem" leads. */
const key = 'support'
const address = z.union([z.email(), z.object({ email: z.email() }).transform(({ email }) => email)])

interface Setting {
  id: string
  archived: boolean
  values: Values
}

/** The address among the company's settings; undefined where nobody has set one. */
export const supportOf = (settings: readonly Setting[]): string | undefined =>
  address.safeParse(held(settings).find(({ archived }) => !archived)?.values['value']).data

/** A change as `records.save` takes it. */
export interface SettingChange {
  kind: 'setting'
  id: string
  create: boolean
  set: Record<string, FieldChange>
}

/** What makes `wanted` the address; an empty one puts the setting away. undefined: it is so already. */
export function supportChange(settings: readonly Setting[], wanted: string): SettingChange | undefined {
  const value = wanted.trim()
  if (value === (supportOf(settings) ?? '')) return undefined
  const found = held(settings)
  const standing = found.find(({ archived }) => !archived) ?? found[0]
  const change = (id: string, set: SettingChange['set'], create = false) => ({
    kind: 'setting' as const,
    ...{ id, create, set },
  })
  if (!standing) return change(derivedId('setting', key), { key: { value: key }, value: { value } }, true)
  if (!value) return change(standing.id, { archived: { base: false, value: true } })
  return change(standing.id, {
    value: { base: standing.values['value'], value },
    ...(standing.archived ? { archived: { base: true, value: false } } : {}),
  })
}

const held = (settings: readonly Setting[]): Setting[] => settings.filter(({ values }) => values['key'] === key)
