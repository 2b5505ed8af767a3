import { z } from 'zod'
import type { AnyKind, Values } from '../../shared/entity.ts'
import { AppError } from '../../shared/errors.ts'
import { derivedId, uuidv7 } from '../../shared/ids.ts'
import type { Entry, Patch } from '../../shared/record.ts'
import { uuid } from '../../shared/record.ts'
import type { Caller } from '../http/env.ts'
import type { Author } from '../records/commit.ts'
import type { Conditions } from '../records/transacting.ts'
import type { Writer } from '../records/writer.ts'

export const authorOf = ({ company, viewer, device }: Caller, address: string): Author => ({
  company,
  viewer,
  device,
  address,
  source: 'rest',
})

/** An entry of one action over REST, through the same path as a desktop's. Throws what it was refused with. */
export async function submitOne(
  writer: Writer,
  author: Author,
  entry: Pick<Entry, 'label' | 'patches'> & Pick<Partial<Entry>, 'command'>,
  conditions: Conditions = {},
): Promise<{ entry: string; number: number }> {
  const full: Entry = {
    seq: 1,
    id: conditions.once?.entry ?? uuidv7(),
    operation: uuidv7(),
    after: [],
    at: new Date().toISOString(),
    ...entry,
  }
  const [answer] = await writer.submit(author, [full], { overwrite: true, ...conditions })
  if (answer?.status === 'accepted' || answer?.status === 'merged') return { entry: full.id, number: answer.number }
  if (answer?.status !== 'refused') throw new AppError('internal')
  const { code, params, fields } = answer.error
  throw new AppError(code, { ...(params ? { params } : {}), ...(fields ? { fields } : {}) })
}

/** `id` may be given (version 7 is best); with an Idempotency-Key it follows from the key, so that it is made once. */
export function creation(kind: AnyKind, values: Values, id: string): Patch {
  const set = Object.entries(values).filter(([, value]) => value !== undefined)
  return { kind: kind.name, id, create: true, set: Object.fromEntries(set.map(([name, value]) => [name, { value }])) }
}

export const change = (kind: AnyKind, id: string, values: Values): Patch => ({
  kind: kind.name,
  id,
  set: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === undefined ? {} : { value }])),
})

/** The id of what a request makes. The key is part of the namespace, which is taken letter by letter. */
export const idFor = (caller: Caller, key: string | undefined, what: string): string =>
  key === undefined ? uuidv7() : derivedId(`rest:${caller.company}:${callerId(caller)}:${what}:${key}`, '')

/** Who an Idempotency-Key belongs to. */
export const callerId = ({ key, viewer }: Caller): string => key ?? viewer.user

/**
 * A command's arguments from the body of `POST /:id/commands/<command>`: the record under its kind's name, and a new id
 * for every id that the body leaves out.
 */
export function commandArguments(
  command: { arguments: z.ZodType; kind: string },
  body: Record<string, unknown>,
  id: string,
  newId: (name: string) => string,
): unknown {
  // The path says which record it is about; a body that says it again could say another.
  if (command.kind in body)
    throw new AppError('input.invalid', { fields: { [command.kind]: { reason: 'unknownField' } } })
  const given = { ...body, [command.kind]: id }
  if (!(command.arguments instanceof z.ZodObject)) return given
  const missing = Object.entries(command.arguments.shape).filter(([name, type]) => type === uuid && !(name in given))
  return { ...given, ...Object.fromEntries(missing.map(([name]) => [name, newId(name)])) }
}
