import { z } from 'zod'
import type { FieldCipher } from '../db/columns.ts'
import type { LogChange, ReadChange } from './chain.ts'

/** How a special-category value stands in the log: encrypted, as in its table. */
const sealedValue = z.strictObject({ sealed: z.base64() })

/** A change of a special-category field as the log keeps it. */
export const sealed = (change: LogChange, cipher: FieldCipher): LogChange => ({
  field: change.field,
  ...(change.old === undefined ? {} : { old: seal(change.old, change.field, cipher) }),
  ...(change.new === undefined ? {} : { new: seal(change.new, change.field, cipher) }),
})

/** The reverse; without the cipher the values are absent. */
export const unsealed = (change: ReadChange, cipher: FieldCipher | undefined): ReadChange => {
  const { old, new: next, ...rest } = change
  return {
    ...rest,
    ...(old === undefined ? {} : { old: open(old, change.field, cipher) }),
    ...(next === undefined ? {} : { new: open(next, change.field, cipher) }),
  }
}

const seal = (value: unknown, field: string, cipher: FieldCipher): z.infer<typeof sealedValue> => ({
  sealed: Buffer.from(cipher.seal(value, field)).toString('base64'),
})

const open = (value: unknown, field: string, cipher: FieldCipher | undefined): unknown => {
  const parsed = sealedValue.safeParse(value)
  return parsed.success && cipher ? cipher.open(Buffer.from(parsed.data.sealed, 'base64'), field) : undefined
}
