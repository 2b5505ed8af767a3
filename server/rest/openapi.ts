import { isInRest } from '../../shared/entity.ts'
import { builtInKinds, type Kinds } from '../../shared/kinds.ts'
import type { Language } from '../../shared/labels.ts'
import { filePaths } from '../files/openapiFiles.ts'
import { exampleId } from './examples.ts'
import { authPaths } from './openapiAuth.ts'
import { eventSchema, webhooksOf } from './openapiEvents.ts'
import { exampleEtag, kindPaths, kindSchemas, pageOf } from './openapiKind.ts'
import { listComponents } from './openapiLists.ts'
import {
  at,
  failing,
  id,
  json,
  problemResponses,
  problemSchema,
  recordKey,
  ref,
  typeName,
  type Writing,
} from './openapiParts.ts'
import type { JsonSchema } from './schemas.ts'
import { guideTopics, restWords } from './words.ts'

/**
 * The whole HTTP interface as OpenAPI 3.1, made from the definitions; words in one language. With a company's `kinds`
 * its own fields are described too.
 */
export function openApi(language: Language, version: string, kinds: Kinds = builtInKinds): JsonSchema {
  const words = restWords(language)
  const writing = { words, language }
  const shown = kinds.all.filter(isInRest)
  const guide = guideTopics.map(topic => `## ${words(`guide.${topic}.title`)}\n\n${words(`guide.${topic}.text`)}`)
  return {
    openapi: '3.1.0',
    info: {
      title: words('title'),
      version,
      description: [words('description'), ...guide].join('\n\n'),
      contact: { name: 'Pergel' },
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: '/', description: words('thisServer') }],
    security: [{ key: [] }],
    tags: [
      ...shown.map(kind => ({
        name: kind.plural,
        description: kind.label.many[language],
        'x-module': kind.module,
      })),
      { name: 'auth', description: words('auth') },
      { name: 'server', description: words('server') },
      { name: 'events', description: words('events.title') },
    ],
    paths: {
      ...Object.assign({}, ...shown.map(kind => kindPaths(kind, writing))),
      ...filePaths(writing),
      ...authPaths(writing),
      ...serverPaths(writing, version),
    },
    webhooks: Object.assign({}, ...shown.map(kind => webhooksOf(kind, writing))),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: words('key') },
        session: { type: 'http', scheme: 'bearer', description: words('session') },
      },
      parameters: { ...listComponents(writing, shown), ...recordParameters(writing) },
      headers: headers(writing),
      responses: problemResponses(writing),
      schemas: {
        ...Object.assign({}, ...shown.map(kind => kindSchemas(kind, writing))),
        ...Object.fromEntries(shown.map(kind => [`${typeName(kind)}Event`, eventSchema(kind, writing)])),
        RecordKey: recordKey,
        Touched: {
          type: 'object',
          required: ['records'],
          properties: { records: { type: 'array', items: ref('RecordKey') } },
        },
        Stubs: {
          type: 'object',
          description: words('stubs'),
          additionalProperties: {
            type: 'object',
            required: ['kind', 'title'],
            properties: { kind: { type: 'string' }, title: { type: 'string' } },
          },
        },
        HistoryPage: pageOf(ref('HistoryRow'), 'nextBefore', 'integer'),
        HistoryRow: historyRow(writing),
        Problem: problemSchema,
      },
    },
  }
}

const recordParameters = ({ words }: Writing): JsonSchema => {
  const inHeader = (name: string, schema: JsonSchema, example: string, description: string) => ({
    ...{ name, in: 'header', description: words(description), schema, example },
  })
  const whole = { type: 'integer', minimum: 1 }
  return {
    IdempotencyKey: inHeader('Idempotency-Key', { type: 'string', maxLength: 200 }, exampleId('key'), 'idempotency'),
    IfMatch: inHeader('If-Match', { type: 'string' }, exampleEtag, 'ifMatch'),
    IfNoneMatch: inHeader('If-None-Match', { type: 'string' }, '"1.1"', 'ifNoneMatch'),
    Before: { name: 'before', in: 'query', description: words('before'), schema: whole, example: 4217 },
    HistoryLimit: {
      ...{ name: 'limit', in: 'query', description: words('limit'), example: 20 },
      schema: { ...whole, maximum: 200, default: 50 },
    },
  }
}

const headers = ({ words }: Writing): JsonSchema => {
  const text = (description: string, example: string) => ({
    ...{ description: words(description), schema: { type: 'string' }, example },
  })
  return {
    ETag: text('etag', exampleEtag),
    Location: text('location', `/api/v1/…/${exampleId('')}`),
    Link: text('link', '</api/v1/…?cursor=…>; rel="next"'),
    RetryAfter: { description: words('retryAfter'), schema: { type: 'integer' }, example: 12 },
    ContentLanguage: text('contentLanguage', 'tr'),
  }
}

const historyRow = ({ words }: Writing): JsonSchema => ({
  type: 'object',
  required: ['number', 'operation', 'label', 'at', 'user', 'device', 'deviceName', 'followed', 'changes'],
  properties: {
    number: { type: 'integer' },
    operation: id,
    label: { type: 'string', description: words('events.label') },
    at,
    user: id,
    device: { type: 'string' },
    deviceName: { type: 'string' },
    undoes: id,
    creates: { type: 'boolean' },
    followed: { type: 'boolean' },
    changes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field'],
        properties: { field: { type: 'string' }, old: {}, new: {}, erased: { type: 'boolean' } },
      },
    },
  },
})

function serverPaths({ words }: Writing, version: string): JsonSchema {
  const health = {
    type: 'object',
    required: ['status', 'version', 'database'],
    properties: {
      status: { type: 'string', enum: ['ok', 'unavailable', 'draining'] },
      version: { type: 'string' },
      database: { type: 'string', enum: ['embedded', 'external'] },
      epoch: { type: 'integer' },
      reason: { type: 'string' },
    },
  }
  const away = { status: 'unavailable', version, database: 'embedded', reason: 'database' }
  const about = (name: string) => ({
    tags: ['server'],
    summary: words(`operations.${name}`),
    description: words(`about.${name}`),
    operationId: `server.${name}`,
  })
  return {
    '/health': {
      get: {
        ...about('health'),
        security: [],
        responses: {
          200: {
            description: words('operations.health'),
            ...json(health, { status: 'ok', version, database: 'embedded', epoch: 1 }),
          },
          503: { description: words('about.away'), ...json(health, away) },
        },
      },
    },
    '/metrics': {
      get: {
        ...about('metrics'),
        security: [{}, { key: [] }],
        responses: {
          200: {
            description: words('operations.metrics'),
            content: { 'text/plain': { schema: { type: 'string' }, example: 'pergel_connections 25\n' } },
          },
          ...failing(401, 403),
        },
      },
    },
    '/api/openapi.json': {
      get: {
        ...about('openapi'),
        security: [{}, { key: [] }],
        parameters: [
          {
            ...{ name: 'language', in: 'query', description: words('language'), example: 'en' },
            schema: { type: 'string', enum: ['tr', 'en', 'de', 'fr'] },
          },
        ],
        responses: {
          200: { description: words('operations.openapi'), ...json({ type: 'object' }, { openapi: '3.1.0' }) },
          ...failing(401, 422, 429),
        },
      },
    },
  }
}
