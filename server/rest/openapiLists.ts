import { type AnyKind, customPrefix, isCustom } from '../../shared/entity.ts'
import type { Field, FieldKind, Operator } from '../../shared/fields.ts'
import { dateRanges } from '../../shared/filters.ts'
import { regions } from '../../shared/places.ts'
import { type ListedKind, systemAccess } from './access.ts'
import { exampleFilter } from './examples.ts'
import { operatorsOf } from './filters.ts'
import { parameter, type Writing } from './openapiParts.ts'
import { mostPerPage, wordOf } from './params.ts'
import type { JsonSchema } from './schemas.ts'
import { isOrdered } from './sorts.ts'

/** What every list takes, once for all of them: words, order, page, and the filters on what the system writes. */
export function listComponents({ words }: Writing, kinds: readonly AnyKind[]): JsonSchema {
  const query = (name: string, schema: JsonSchema, example: unknown, description: string) => ({
    ...{ name, in: 'query', description: words(description), schema, example },
  })
  const shared = new Map(kinds.flatMap(kind => systemAccess(kind)))
  return {
    q: query('q', { type: 'string', maxLength: 200 }, 'anadolu', 'q'),
    limit: query('limit', { type: 'integer', minimum: 1, maximum: mostPerPage, default: 50 }, 20, 'limit'),
    cursor: { ...query('cursor', { type: 'string' }, undefined, 'cursor'), example: undefined },
    archived: query(
      'archived',
      { type: 'string', enum: ['without', 'only', 'with'], default: 'without' },
      'with',
      'archivedParam',
    ),
    ...Object.fromEntries(
      [...shared].flatMap(([name, listed]) =>
        operatorsOf(listed).map(op => [systemName(name, op), filterOf({ words }, name, listed, op, undefined)]),
      ),
    ),
  }
}

export function listParameters(kind: AnyKind, { words }: Pick<Writing, 'words'>): JsonSchema[] {
  const system = systemAccess(kind)
  const sortable = [...system, ...listed(kind)].filter(([, listedKind]) => isOrdered(listedKind)).map(([name]) => name)
  return [
    parameter('q'),
    {
      name: 'sort',
      in: 'query',
      description: `${words('sort')}: ${sortable.map(name => `\`${name}\``).join(', ')}`,
      schema: { type: 'string' },
      example: '-createdAt,title',
    },
    parameter('limit'),
    parameter('cursor'),
    parameter('archived'),
    ...listed(kind).flatMap(([name, listedKind, field]) =>
      operatorsOf(listedKind).map(op => filterOf({ words }, name, listedKind, op, field)),
    ),
    ...system.flatMap(([name, listedKind]) => operatorsOf(listedKind).map(op => parameter(systemName(name, op)))),
  ]
}

const systemName = (name: string, op: Operator): string => `filter.${name}.${wordOf(op)}`

/** A kind's own fields as lists know them, an address with its parts. */
function listed(kind: AnyKind): [name: string, kind: ListedKind, field: Field][] {
  return Object.entries(kind.fields)
    .filter(([, field]) => !field.special)
    .flatMap(([name, field]) => parts[field.kind].map(part => partOf(name, field, part)))
}

const partOf = (name: string, field: Field, part: ListedKind | ''): [string, ListedKind, Field] =>
  part === '' ? [name, field.kind, field] : [`${name}.${part}`, part, field]

const whole = [''] as const
const parts: Record<FieldKind, readonly ('' | 'province' | 'district' | 'region')[]> = {
  text: whole,
  longText: whole,
  richText: whole,
  number: whole,
  money: whole,
  percent: whole,
  date: whole,
  dateTime: whole,
  choice: whole,
  multiChoice: whole,
  boolean: whole,
  email: whole,
  phone: whole,
  url: whole,
  taxNumber: whole,
  reference: whole,
  references: whole,
  tags: whole,
  files: whole,
  address: ['', 'province', 'district', 'region'],
  lines: whole,
  structure: whole,
}

function filterOf(
  { words }: Pick<Writing, 'words'>,
  name: string,
  listedKind: ListedKind,
  op: Operator,
  field: Field | undefined,
): JsonSchema {
  const isOne = op === 'is' || op === 'isNot'
  const choices = !isOne ? [] : listedKind === 'region' ? Object.keys(regions) : Object.keys(field?.choices ?? {})
  const many = op === 'in' || op === 'notIn' || op === 'between' ? ` ${words('commas')}` : ''
  const schema =
    op === 'range'
      ? { type: 'string', enum: dateRanges }
      : op === 'empty' || op === 'notEmpty'
        ? { type: 'string', enum: ['true', 'false'] }
        : { type: 'string', ...(choices.length > 0 ? { enum: choices } : {}) }
  const shown = isCustom(name) ? name.slice(customPrefix.length) : name
  return {
    name: `filter[${name}]${op === 'is' ? '' : `[${wordOf(op)}]`}`,
    in: 'query',
    description: `\`${shown}\` ${words(`operators.${op}`)}${many}`,
    schema,
    example: exampleFilter(listedKind, op, field),
  }
}
