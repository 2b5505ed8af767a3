import type { AnyKind } from '../../shared/entity.ts'
import { AppError, type ErrorCode, errorStatus, type FieldErrors } from '../../shared/errors.ts'
import type { Language } from '../../shared/labels.ts'
import { serverWords } from '../http/words.ts'
import type { JsonSchema } from './schemas.ts'
import type { Words } from './words.ts'

/** What the parts of the document are made with. */
export interface Writing {
  words: Words
  language: Language
}

export const id = { type: 'string', format: 'uuid' }
export const recordKey = {
  type: 'object',
  required: ['kind', 'id'],
  properties: { kind: { type: 'string' }, id },
  additionalProperties: false,
}
export const at = { type: 'string', format: 'date-time' }
/** A schema of the document by its name. */
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
export const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` })
export const typeName = (kind: AnyKind): string => kind.name[0]?.toUpperCase() + kind.name.slice(1)
export const json = (schema: JsonSchema, example?: unknown) => ({
  content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
})

/** The problems that answer in place of what was asked for: one per status, each with a code that has it. */
const problems = {
  400: 'input.malformed',
  401: 'auth.required',
  403: 'permission.denied',
  404: 'record.notFound',
  406: 'media.notAcceptable',
  409: 'idempotency.inUse',
  412: 'record.stale',
  413: 'input.tooLarge',
  415: 'media.unsupported',
  422: 'record.invalid',
  429: 'rate.limited',
  503: 'server.unavailable',
} as const satisfies Record<number, ErrorCode>
type ProblemStatus = keyof typeof problems

/** The statuses that answer with a problem. */
export const failing = (...statuses: ProblemStatus[]) =>
  Object.fromEntries(statuses.map(status => [status, { $ref: `#/components/responses/Problem${status}` }]))

/** What every call of the interface may be answered with, beside what is its own. */
export const failsLikeAll = (...more: ProblemStatus[]) => failing(401, 403, 406, 429, 503, ...more)

export function problemResponses({ words, language }: Writing): JsonSchema {
  const entries = Object.keys(problems).map(text => {
    const status = Number(text) as ProblemStatus
    const headers = {
      'Content-Language': header('ContentLanguage'),
      ...(status === 429 || status === 503 ? { 'Retry-After': header('RetryAfter') } : {}),
    }
    return [
      `Problem${status}`,
      {
        description: serverWords(language).title(status),
        headers,
        content: { 'application/problem+json': { schema: ref('Problem'), example: exampleProblem(language, status) } },
      },
    ]
  })
  return { ...Object.fromEntries(entries), Changed: { description: words('outOfSight') } }
}

export const header = (name: string) => ({ $ref: `#/components/headers/${name}` })

function exampleProblem(language: Language, status: ProblemStatus) {
  const code = problems[status]
  const fields: FieldErrors | undefined = status === 422 ? { phone: { reason: 'badPhone' } } : undefined
  const params = { ...(status === 429 ? { seconds: 12 } : {}), ...(status === 413 ? { max: 2_500_000 } : {}) }
  const words = serverWords(language)
  const error = new AppError(code, { params, ...(fields ? { fields } : {}) })
  return {
    type: 'about:blank',
    title: words.title(status),
    status,
    code,
    detail: words.detail(error),
    ...(Object.keys(params).length > 0 ? { params } : {}),
    ...(fields ? { fields: words.fields(fields) } : {}),
    instance: '6f1c0a52-6a4e-4d0b-9b7e-2f7d3c1b8a90',
  }
}

const values = { type: 'object', additionalProperties: { type: ['string', 'number'] } }
export const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errorStatus) },
    detail: { type: 'string' },
    params: values,
    fields: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['reason', 'detail'],
        properties: { reason: { type: 'string' }, detail: { type: 'string' }, params: values },
      },
    },
    instance: { type: 'string' },
  },
}
