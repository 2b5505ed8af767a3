import { z } from 'zod'
import type { Field, FieldKind } from '../../shared/fields.ts'
import { type StructureName, structures } from '../../shared/structures.ts'

export type JsonSchema = Record<string, unknown>

const decimal = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }
const id = { type: 'string', format: 'uuid' }
const ids = { type: 'array', items: id, uniqueItems: true }
const textOf = (most: number) => (field: Field) => ({ type: 'string', maxLength: field.max ?? most })

/** JSON schema (2020-12) of each kind of field, as REST reads and writes it. */
export const fieldShapes: Record<FieldKind, (field: Field) => JsonSchema> = {
  text: textOf(1000),
  longText: textOf(1_000_000),
  richText: () => ({
    type: 'object',
    required: ['type'],
    properties: { type: { const: 'doc' }, content: { type: 'array', items: {} } },
  }),
  number: field => ({
    type: field.decimals === 0 ? 'integer' : 'number',
    ...(field.range ? { minimum: field.range[0], maximum: field.range[1] } : {}),
  }),
  money: () => ({
    type: 'object',
    required: ['amount', 'currency'],
    properties: { amount: { ...decimal, examples: ['12345.60'] }, currency: { type: 'string', examples: ['TRY'] } },
    additionalProperties: false,
  }),
  percent: () => ({ ...decimal, examples: ['12.50'] }),
  date: () => ({ type: 'string', format: 'date' }),
  dateTime: () => ({ type: 'string', format: 'date-time' }),
  choice: field => ({ type: 'string', enum: Object.keys(field.choices ?? {}) }),
  multiChoice: field => ({
    type: 'array',
    uniqueItems: true,
    items: { type: 'string', enum: Object.keys(field.choices ?? {}) },
  }),
  boolean: () => ({ type: 'boolean' }),
  email: () => ({ type: 'string', format: 'email', maxLength: 254 }),
  phone: () => ({ type: 'string', examples: ['+905321234567'] }),
  url: () => ({ type: 'string', maxLength: 500 }),
  taxNumber: () => ({ type: 'string', pattern: '^(\\d{10}|\\d{11})$' }),
  reference: () => id,
  references: () => ids,
  tags: () => ids,
  files: () => ids,
  address: () => ({
    type: 'object',
    properties: {
      line: { type: 'string', maxLength: 500 },
      district: { type: 'string', maxLength: 120 },
      province: { type: 'string', maxLength: 120, examples: ['34'] },
      postalCode: { type: 'string', maxLength: 20 },
      country: { type: 'string', pattern: '^[A-Z]{2}$' },
    },
    additionalProperties: false,
  }),
  lines: field => ({
    type: 'array',
    maxItems: field.max ?? 500,
    items: {
      type: 'object',
      required: ['id'],
      properties: {
        id,
        ...Object.fromEntries(
          Object.entries(field.columns ?? {}).map(([name, column]) => [name, fieldShapes[column.kind](column)]),
        ),
      },
    },
  }),
  structure: field => {
    const { $schema: _, ...schema } = z.toJSONSchema(structures[field.structure as StructureName], {
      unrepresentable: 'any',
      io: 'input',
    })
    // What contains itself is any JSON; its definitions would be looked for at the document's root.
    return '$defs' in schema ? {} : schema
  },
}
