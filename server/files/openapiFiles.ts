import { createHash } from 'node:crypto'
import { mostText, partBytes, type UploadState } from '../../shared/files/transfer.ts'
import { exampleId } from '../rest/examples.ts'
import { failing, failsLikeAll, id, json, type Writing } from '../rest/openapiParts.ts'
import type { JsonSchema } from '../rest/schemas.ts'
import { fileKind } from './uploads.ts'

/** What the examples send. */
export const exampleContent = 'Merhaba'

const base = '/api/v1/files/{id}'
const state = (name: UploadState['state'], have: [number, number][]): UploadState => ({
  ...{ state: name, partBytes, parts: 1, have },
})

/** The paths of files' contents, beside those that every kind has. */
export function filePaths({ words }: Writing): JsonSchema {
  const whole = { type: 'integer', minimum: 0 }
  const stateSchema = {
    type: 'object',
    required: ['state', 'partBytes', 'parts', 'have'],
    properties: {
      state: { type: 'string', enum: ['open', 'checking', 'done'], description: words('files.state') },
      partBytes: { ...whole, description: words('files.partBytes') },
      parts: whole,
      have: { type: 'array', description: words('files.have'), items: { type: 'array', items: whole } },
    },
  }
  const request = {
    type: 'object',
    required: ['size', 'hash'],
    additionalProperties: false,
    properties: {
      size: { ...whole, description: words('files.size') },
      hash: { type: 'string', pattern: '^[0-9a-f]{64}$', description: words('files.hash') },
    },
  }
  const end = {
    type: 'object',
    additionalProperties: false,
    properties: { text: { type: 'string', maxLength: mostText, description: words('files.text') } },
  }
  const about = (name: string) => ({
    tags: ['files'],
    summary: words(`operations.${name}`),
    description: words(`about.${name}`),
    operationId: `${fileKind}.${name}`,
  })
  const answer = (status: number, name: UploadState['state'], have: [number, number][]) => ({
    [status]: { description: words(`files.${name}`), ...json(stateSchema, state(name, have)) },
  })
  const ofFile = {
    ...{ name: 'id', in: 'path', required: true, description: words('id'), schema: id },
    example: exampleId(fileKind),
  }
  const bytes = (example: string) => ({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' }, example } },
  })
  const inHeader = (name: string, example: string, description: string) => ({
    ...{ name, in: 'header', description: words(description), schema: { type: 'string' }, example },
  })
  return {
    [`${base}/content`]: {
      parameters: [ofFile],
      get: {
        ...about('content'),
        parameters: [inHeader('Range', 'bytes=0-', 'files.range')],
        responses: {
          200: { description: words('files.content'), ...bytes(exampleContent) },
          206: { description: words('files.piece'), ...bytes(exampleContent) },
          304: { description: words('unchanged') },
          416: { description: words('files.noPiece') },
          ...failing(401, 403, 404, 429, 503),
        },
      },
    },
    [`${base}/upload`]: {
      parameters: [ofFile],
      get: { ...about('upload'), responses: { ...answer(200, 'open', [[0, 0]]), ...failsLikeAll(404) } },
      post: {
        ...about('uploadBegin'),
        requestBody: {
          required: true,
          ...json(request, {
            size: Buffer.byteLength(exampleContent),
            hash: createHash('sha256').update(exampleContent).digest('hex'),
          }),
        },
        responses: { ...answer(200, 'open', []), ...failsLikeAll(400, 404, 409, 413, 415, 422) },
      },
      delete: {
        ...about('uploadCancel'),
        responses: { 204: { description: words('files.cancelled') }, ...failsLikeAll(404) },
      },
    },
    [`${base}/upload/parts/{part}`]: {
      parameters: [
        ofFile,
        { name: 'part', in: 'path', required: true, description: words('files.part'), schema: whole, example: 0 },
      ],
      put: {
        ...about('uploadPart'),
        requestBody: { required: true, ...bytes(exampleContent) },
        responses: { 204: { description: words('files.taken') }, ...failing(401, 403, 404, 413, 415, 422, 429, 503) },
      },
    },
    [`${base}/upload/finish`]: {
      parameters: [ofFile],
      post: {
        ...about('uploadFinish'),
        requestBody: { required: true, ...json(end, { text: exampleContent }) },
        responses: {
          ...answer(200, 'done', [[0, 0]]),
          ...answer(202, 'checking', [[0, 0]]),
          ...failsLikeAll(400, 404, 409, 413, 415, 422),
        },
      },
    },
  }
}
