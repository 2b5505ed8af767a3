import { z } from 'zod'
import { type Setting, type SettingChange, settingChange, settingOf } from './settingChange.ts'

/** The setting with the company's own address for help: where "report a problem" leads. */
const key = 'support'
const address = z.union([z.email(), z.object({ email: z.email() }).transform(({ email }) => email)])

/** The address among the company's settings; undefined where nobody has set one. */
export const supportOf = (settings: readonly Setting[]): string | undefined =>
  address.safeParse(settingOf(settings, key)).data

/** What makes `wanted` the address; an empty one puts the setting away. undefined: it is so already. */
export function supportChange(settings: readonly Setting[], wanted: string): SettingChange | undefined {
  const value = wanted.trim()
  if (value === (supportOf(settings) ?? '')) return undefined
  return settingChange(settings, key, value === '' ? undefined : value)
}
