import { z } from 'zod'
import { toBase64Url } from '../../shared/auth/bytes.ts'
import {
  resetAnswer,
  resetRequest,
  saltAnswer,
  saltRequest,
  sessionAnswer,
  sessionRequest,
} from '../../shared/auth/signIn.ts'
import { defaultKdf } from '../../shared/auth/splitKey.ts'
import { exampleId } from './examples.ts'
import { failing, json, type Writing } from './openapiParts.ts'
import type { JsonSchema } from './schemas.ts'

interface AuthCall {
  path: string
  /** Its words stand under `operations`. */
  name: string
  request: z.ZodType
  answer: z.ZodType
  status: number
  example: { request: unknown; answer: unknown }
}

/** Bytes as they stand in examples: nobody's key. */
const bytes = (length: number) => toBase64Url(new Uint8Array(length).map((_, i) => (i * 37 + 11) % 256))
export const exampleEmail = 'elif.kaya@firma.example'

const calls: AuthCall[] = [
  {
    path: '/auth/salt',
    name: 'salt',
    request: saltRequest,
    answer: saltAnswer,
    status: 200,
    example: { request: { email: exampleEmail }, answer: { salt: bytes(16), kdf: defaultKdf } },
  },
  {
    path: '/auth/session',
    name: 'signIn',
    request: sessionRequest,
    answer: sessionAnswer,
    status: 201,
    example: {
      request: { email: exampleEmail, authKey: bytes(32), device: { id: exampleId('device'), name: 'Masaüstü' } },
      answer: {
        token: `pgs_${bytes(32)}`,
        user: { id: exampleId('user'), name: 'Elif Kaya', email: exampleEmail },
        company: { id: exampleId('company'), name: 'Anadolu Makina A.Ş.', zone: 'Europe/Istanbul' },
        vaultKeyWrapped: bytes(60),
        minimumClient: 1,
      },
    },
  },
  {
    path: '/auth/reset',
    name: 'reset',
    request: resetRequest,
    answer: resetAnswer,
    status: 200,
    example: { request: { email: exampleEmail, recoveryKey: bytes(32) }, answer: { recoveryWrapped: bytes(60) } },
  },
]

export function authPaths({ words }: Writing): JsonSchema {
  const posts = calls.map(({ path, name, request, answer, status, example }) => [
    path,
    {
      post: {
        tags: ['auth'],
        security: [],
        summary: words(`operations.${name}`),
        description: words(`about.${name}`),
        operationId: `auth.${name}`,
        requestBody: { required: true, ...json(schemaOf(request), example.request) },
        responses: {
          [status]: { description: words(`operations.${name}`), ...json(schemaOf(answer), example.answer) },
          ...failing(400, 401, 413, 422, 429, 503),
        },
      },
    },
  ])
  const paths = Object.fromEntries(posts)
  paths['/auth/session'].delete = {
    tags: ['auth'],
    summary: words('operations.signOut'),
    description: words('about.signOut'),
    operationId: 'auth.signOut',
    responses: { 204: { description: words('operations.signOut') }, ...failing(401, 429, 503) },
  }
  return paths
}

function schemaOf(type: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { unrepresentable: 'any', io: 'input' })
  return rest
}
