import type { AnyKind } from '../../shared/entity.ts'
import type { JsonSchema } from './schemas.ts'

export const id = { type: 'string', format: 'uuid' }
export const recordKey = { type: 'object', required: ['kind', 'id'], properties: { kind: { type: 'string' }, id } }
export const at = { type: 'string', format: 'date-time' }
/** A schema of the document by its name. */
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
export const typeName = (kind: AnyKind): string => kind.name[0]?.toUpperCase() + kind.name.slice(1)
export const json = (schema: JsonSchema) => ({ content: { 'application/json': { schema } } })
/** The statuses that answer with a problem. */
export const failing = (...codes: number[]) =>
  Object.fromEntries(codes.map(code => [code, { $ref: '#/components/responses/Problem' }]))
