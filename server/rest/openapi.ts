import { z } from 'zod'
import {
  resetAnswer,
  resetRequest,
  saltAnswer,
  saltRequest,
  sessionAnswer,
  sessionRequest,
} from '../../shared/auth/signIn.ts'
import { errorStatus } from '../../shared/errors.ts'
import { builtInKinds } from '../../shared/kinds.ts'
import type { Language } from '../../shared/labels.ts'
import { kindPaths, kindSchemas } from './openapiKind.ts'
import { at, failing, id, json, recordKey, ref } from './openapiParts.ts'
import type { JsonSchema } from './schemas.ts'
import { restWords, type Words } from './words.ts'

/** The whole HTTP interface as OpenAPI 3.1, made from the definitions; titles and descriptions in one language. */
export function openApi(language: Language, version: string): JsonSchema {
  const words = restWords(language)
  const kinds = builtInKinds.all.filter(kind => !kind.internal)
  return {
    openapi: '3.1.0',
    info: { title: words('title'), version, description: words('description') },
    security: [{ key: [] }],
    tags: [
      ...kinds.map(kind => ({ name: kind.plural, description: kind.label.many[language] })),
      { name: 'auth', description: words('auth') },
      { name: 'server', description: words('server') },
    ],
    paths: {
      ...Object.assign({}, ...kinds.map(kind => kindPaths(kind, words, language))),
      ...authPaths(words),
      ...serverPaths(words),
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: words('key') } },
      headers: {
        ETag: { schema: { type: 'string' }, description: words('etag') },
      },
      responses: { Problem: problemResponse(words) },
      schemas: {
        ...Object.assign({}, ...kinds.map(kind => kindSchemas(kind, words, language))),
        RecordKey: recordKey,
        HistoryRow: historyRow,
        Problem: problem,
      },
    },
  }
}

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: Object.keys(errorStatus) },
    detail: { type: 'string' },
    fields: {
      type: 'object',
      additionalProperties: { type: 'object', properties: { reason: { type: 'string' }, detail: { type: 'string' } } },
    },
    instance: { type: 'string' },
  },
}
const problemResponse = (words: Words) => ({
  description: words('problem'),
  content: { 'application/problem+json': { schema: ref('Problem') } },
})

const historyRow = {
  type: 'object',
  properties: {
    number: { type: 'integer' },
    operation: id,
    label: { type: 'string' },
    at,
    user: id,
    device: { type: 'string' },
    deviceName: { type: 'string' },
    undoes: id,
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
}

function authPaths(words: Words): JsonSchema {
  const schema = (type: z.ZodType) => {
    const { $schema: _, ...rest } = z.toJSONSchema(type, { unrepresentable: 'any' })
    return rest
  }
  const post = (name: string, request: z.ZodType, answer: z.ZodType, status: number) => ({
    post: {
      tags: ['auth'],
      security: [],
      summary: words(`operations.${name}`),
      operationId: `auth.${name}`,
      requestBody: { required: true, ...json(schema(request)) },
      responses: {
        [status]: { description: words(`operations.${name}`), ...json(schema(answer)) },
        ...failing(400, 401, 422, 429),
      },
    },
  })
  return {
    '/auth/salt': post('salt', saltRequest, saltAnswer, 200),
    '/auth/session': {
      ...post('signIn', sessionRequest, sessionAnswer, 201),
      delete: {
        tags: ['auth'],
        summary: words('operations.signOut'),
        operationId: 'auth.signOut',
        responses: { 204: { description: words('operations.signOut') }, ...failing(401) },
      },
    },
    '/auth/reset': post('reset', resetRequest, resetAnswer, 200),
  }
}

const serverPaths = (words: Words): JsonSchema => ({
  '/health': {
    get: {
      tags: ['server'],
      security: [],
      summary: words('operations.health'),
      operationId: 'server.health',
      responses: {
        200: {
          description: words('operations.health'),
          ...json({
            type: 'object',
            properties: {
              status: { const: 'ok' },
              version: { type: 'string' },
              database: { enum: ['embedded', 'external'] },
              epoch: { type: 'integer' },
            },
          }),
        },
        503: { $ref: '#/components/responses/Problem' },
      },
    },
  },
})
