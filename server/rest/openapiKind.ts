import { z } from 'zod'
import { commands } from '../../shared/commands/index.ts'
import type { AnyKind } from '../../shared/entity.ts'
import { fieldFacts } from '../../shared/fields.ts'
import { dateRanges } from '../../shared/filters.ts'
import type { Language } from '../../shared/labels.ts'
import { at, failing, id, json, recordKey, ref, typeName } from './openapiParts.ts'
import type { JsonSchema } from './schemas.ts'
import { schemaOf } from './shape.ts'
import type { Words } from './words.ts'

/** `Lead` as it is read, `LeadWrite` as it is written. */
export function kindSchemas(kind: AnyKind, words: Words, language: Language): JsonSchema {
  const fields = Object.fromEntries(
    Object.entries(kind.fields).map(([name, field]) => [
      name,
      {
        ...schemaOf(field),
        title: field.label[language],
        ...(field.readOnly ? { readOnly: true } : {}),
      },
    ]),
  )
  const key = { ...(kind.shared ? {} : { owner: id, team: id }), ...(kind.parents ? { parent: recordKey } : {}) }
  const custom = { custom: { type: 'object', additionalProperties: true, description: words('custom') } }
  const writable = Object.fromEntries(Object.entries(fields).filter(([name]) => !kind.fields[name]?.readOnly))
  return {
    [typeName(kind)]: {
      type: 'object',
      title: kind.label.one[language],
      required: ['id', 'rev', 'title', 'archived', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'],
      properties: {
        id,
        rev: { type: 'string', examples: ['1.42'], description: words('rev') },
        title: { type: 'string' },
        ...key,
        archived: { type: 'boolean' },
        createdAt: at,
        createdBy: id,
        updatedAt: at,
        updatedBy: id,
        ...fields,
        ...custom,
      },
    },
    [`${typeName(kind)}Write`]: {
      type: 'object',
      title: kind.label.one[language],
      properties: { ...keyOfWriter(kind, key), ...writable, ...custom },
      additionalProperties: false,
    },
  }
}

/** What hangs on a parent has its key and is not given one. */
const keyOfWriter = (kind: AnyKind, { owner, team, ...rest }: JsonSchema): JsonSchema =>
  kind.parents ? rest : { ...(owner ? { owner, team } : {}), ...rest }

/** The paths of one kind, its commands among them. */
export function kindPaths(kind: AnyKind, words: Words, language: Language): JsonSchema {
  const base = `/api/v1/${kind.plural}`
  const tags = [kind.plural]
  const record = {
    description: typeName(kind),
    headers: { ETag: { $ref: '#/components/headers/ETag' } },
    ...json(ref(typeName(kind))),
  }
  const write = (partial: boolean) => ({
    required: true,
    ...json(partial ? ref(`${typeName(kind)}Write`) : newRecord(kind)),
  })
  const parameters = [{ name: 'id', in: 'path', required: true, schema: id }]
  const once = {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string', maxLength: 200 },
    description: words('idempotency'),
  }
  const about = (name: string) => ({
    tags,
    summary: `${kind.label.one[language]}: ${words(`operations.${name}`)}`,
    operationId: `${kind.name}.${name}`,
  })
  return {
    [base]: {
      get: {
        ...about('list'),
        parameters: listParameters(kind, words),
        responses: {
          200: {
            description: words('page'),
            ...json({
              type: 'object',
              required: ['items', 'nextCursor'],
              properties: {
                items: { type: 'array', items: ref(typeName(kind)) },
                nextCursor: { type: ['string', 'null'] },
              },
            }),
          },
          ...failing(400, 401, 422, 429),
        },
      },
      post: {
        ...about('create'),
        parameters: [once],
        requestBody: write(false),
        responses: { 201: record, ...failing(400, 401, 403, 409, 413, 422, 429) },
      },
    },
    [`${base}/{id}`]: {
      parameters,
      get: { ...about('get'), responses: { 200: record, ...failing(401, 404, 429) } },
      patch: {
        ...about('edit'),
        parameters: [
          {
            name: 'If-Match',
            in: 'header',
            schema: { type: 'string', examples: ['"1.42"'] },
            description: words('ifMatch'),
          },
        ],
        requestBody: write(true),
        responses: {
          200: record,
          204: { description: words('outOfSight') },
          ...failing(400, 401, 403, 404, 412, 413, 422, 429),
        },
      },
      delete: {
        ...about('archive'),
        responses: { 204: { description: words('archived') }, ...failing(401, 403, 404, 429) },
      },
    },
    [`${base}/{id}/restore`]: {
      parameters,
      post: { ...about('restore'), parameters: [once], responses: { 200: record, ...failing(401, 403, 404, 429) } },
    },
    [`${base}/{id}/history`]: {
      parameters,
      get: {
        ...about('history'),
        parameters: [
          { name: 'before', in: 'query', schema: { type: 'integer', minimum: 1 } },
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
        ],
        responses: {
          200: {
            description: words('page'),
            ...json({
              type: 'object',
              required: ['items', 'nextBefore'],
              properties: {
                items: { type: 'array', items: ref('HistoryRow') },
                nextBefore: { type: ['integer', 'null'] },
              },
            }),
          },
          ...failing(401, 404, 429),
        },
      },
    },
    ...Object.assign({}, ...commandPaths(kind, base, words, { parameters, once, tags })),
  }
}

const newRecord = (kind: AnyKind): JsonSchema => {
  const required = Object.entries(kind.fields).filter(([, field]) => field.required && !field.readOnly)
  return {
    allOf: [
      ref(`${typeName(kind)}Write`),
      {
        type: 'object',
        required: [...required.map(([name]) => name), ...(kind.parents ? ['parent'] : [])],
        properties: { id },
      },
    ],
  }
}

function commandPaths(
  kind: AnyKind,
  base: string,
  words: Words,
  shared: { parameters: JsonSchema[]; once: JsonSchema; tags: string[] },
): JsonSchema[] {
  return Object.values(commands)
    .filter(command => command.kind === kind.name)
    .map(command => {
      const { $schema: _, ...schema } = z.toJSONSchema(command.arguments, { unrepresentable: 'any' })
      const { [kind.name]: _id, ...properties } = (schema['properties'] ?? {}) as JsonSchema
      return {
        [`${base}/{id}/commands/${command.name}`]: {
          parameters: shared.parameters,
          post: {
            tags: shared.tags,
            summary: words(`commands.${command.name}`),
            operationId: `${kind.name}.${command.name}`,
            description: words('newIds'),
            parameters: [shared.once],
            requestBody: { required: true, ...json({ ...schema, properties, required: [] }) },
            responses: {
              200: {
                description: words('touched'),
                ...json({ type: 'object', properties: { records: { type: 'array', items: ref('RecordKey') } } }),
              },
              ...failing(400, 401, 403, 404, 409, 422, 429),
            },
          },
        },
      }
    })
}

function listParameters(kind: AnyKind, words: Words): JsonSchema[] {
  const query = (name: string, schema: JsonSchema, description: string) => ({ name, in: 'query', schema, description })
  const operators: Record<string, string> = { is: '', atLeast: '[gte]', atMost: '[lte]', isNot: '[ne]' }
  const filters = [
    ...Object.entries(kind.fields)
      .filter(([, field]) => !field.special)
      .flatMap(([name, field]) =>
        fieldFacts[field.kind].operators.map(op => `filter[${name}]${operators[op] ?? `[${op}]`}`),
      ),
    ...(kind.shared ? [] : ['filter[owner]', 'filter[owner][in]']),
    'filter[createdAt][gte]',
    'filter[createdAt][range]',
    'filter[updatedAt][gte]',
  ]
  const describe = (name: string) => (name.endsWith('[range]') ? dateRanges.join(', ') : words('filter'))
  return [
    query('q', { type: 'string', maxLength: 200 }, words('q')),
    query('sort', { type: 'string', examples: ['-createdAt,title'] }, words('sort')),
    query('limit', { type: 'integer', minimum: 1, maximum: 500, default: 50 }, words('limit')),
    query('cursor', { type: 'string' }, words('cursor')),
    query('archived', { enum: ['without', 'only', 'with'], default: 'without' }, words('archivedParam')),
    ...filters.map(name => query(name, { type: 'string' }, describe(name))),
  ]
}
