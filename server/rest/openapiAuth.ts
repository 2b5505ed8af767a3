import { z } from 'zod'
import { exampleId } from './examples.ts'
import { type AuthCall, authCalls } from './openapiAuthCalls.ts'
import { failing, json, type Writing } from './openapiParts.ts'
import type { JsonSchema } from './schemas.ts'

/** Everything below /auth: signing in, accounts, invitations, resets and keys. */
export function authPaths(writing: Writing): JsonSchema {
  const paths: Record<string, JsonSchema> = {}
  for (const call of authCalls) {
    const item = paths[call.path] ?? (call.of ? { parameters: [idOf(call.of, writing)] } : {})
    paths[call.path] = { ...item, [call.method]: operationOf(call, writing) }
  }
  return paths
}

const idOf = (of: string, { words }: Writing) => ({
  ...{ name: 'id', in: 'path', required: true, description: words('id'), schema: { type: 'string', format: 'uuid' } },
  example: exampleId(of),
})

function operationOf({ name, request, answer, status, isOpen, of }: AuthCall, { words }: Writing): JsonSchema {
  const done = { description: words(`operations.${name}`) }
  return {
    tags: ['auth'],
    security: isOpen ? [] : [{ session: [] }],
    summary: words(`operations.${name}`),
    description: words(`about.${name}`),
    operationId: `auth.${name}`,
    ...(request ? { requestBody: { required: true, ...json(schemaOf(request.schema), request.example) } } : {}),
    responses: {
      [status]: { ...done, ...(answer ? json(schemaOf(answer.schema), answer.example) : {}) },
      ...(request ? failing(400, 413, 422) : {}),
      ...(isOpen ? failing(401) : failing(401, 403)),
      ...(of ? failing(404) : {}),
      ...failing(429, 503),
    },
  }
}

function schemaOf(type: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { unrepresentable: 'any', io: 'input' })
  return rest
}
