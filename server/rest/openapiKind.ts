import { z } from 'zod'
import type { Command } from '../../shared/command.ts'
import { commands } from '../../shared/commands/index.ts'
import { type AnyKind, customPrefix, isCustom, parentKinds } from '../../shared/entity.ts'
import { etagOf } from './etags.ts'
import { exampleAt, exampleBody, exampleChange, exampleId, exampleRecord, exampleRev } from './examples.ts'
import { listParameters } from './openapiLists.ts'
import {
  at,
  failsLikeAll,
  header,
  id,
  json,
  parameter,
  recordKey,
  ref,
  typeName,
  type Writing,
} from './openapiParts.ts'
import type { JsonSchema } from './schemas.ts'
import { schemaOf } from './shape.ts'

/** `Lead` as it is read, `LeadWrite` as it is written, `LeadPage` as it is listed. */
export function kindSchemas(kind: AnyKind, { words, language }: Writing): JsonSchema {
  const described = Object.entries(kind.fields).map(([name, field]) => {
    const { label, help, readOnly } = field
    const more = { title: label[language], ...(help ? { description: help[language] } : {}) }
    return [name, { ...schemaOf(field), ...more, ...(readOnly ? { readOnly: true } : {}) }] as const
  })
  const fields = Object.fromEntries(described.filter(([name]) => !isCustom(name)))
  const own = Object.fromEntries(
    described.filter(([name]) => isCustom(name)).map(([name, schema]) => [name.slice(customPrefix.length), schema]),
  )
  const custom = {
    custom: { type: 'object', description: words('custom'), properties: own, additionalProperties: true },
  }
  const owner = kind.shared ? {} : { owner: { ...id, description: words('owner') }, team: id }
  const parent =
    parentKinds(kind).length > 0
      ? { parent: { ...recordKey, properties: { kind: { type: 'string', enum: parentKinds(kind) }, id } } }
      : {}
  const clearable = Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !kind.fields[name]?.readOnly)
      .map(([name, schema]) => [name, { anyOf: [schema, { type: 'null' }] }]),
  )
  return {
    [typeName(kind)]: {
      type: 'object',
      title: kind.label.one[language],
      required: ['id', 'rev', 'title', 'archived', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'],
      properties: {
        id,
        rev: { type: 'string', description: words('rev') },
        title: { type: 'string' },
        ...owner,
        ...parent,
        archived: { type: 'boolean' },
        createdAt: at,
        createdBy: id,
        updatedAt: at,
        updatedBy: id,
        ...fields,
        ...custom,
        stubs: ref('Stubs'),
      },
    },
    [`${typeName(kind)}Write`]: {
      type: 'object',
      title: kind.label.one[language],
      description: words('clears'),
      // What hangs on a parent has its key and is not given one.
      properties: { ...(kind.parents ? {} : owner), ...parent, ...clearable, ...custom },
    },
    [`${typeName(kind)}Page`]: pageOf(ref(typeName(kind)), 'nextCursor', 'string'),
  }
}

/** The paths of one kind, its commands among them. */
export function kindPaths(kind: AnyKind, writing: Writing): JsonSchema {
  const { words, language } = writing
  const base = `/api/v1/${kind.plural}`
  const tags = [kind.plural]
  const shown = exampleRecord(kind)
  const record = (status: number, example: unknown = shown) => ({
    [status]: {
      description: words(`operations.${status === 201 ? 'create' : 'get'}`),
      headers: { ETag: header('ETag'), ...(status === 201 ? { Location: header('Location') } : {}) },
      ...json(ref(typeName(kind)), example),
    },
  })
  const about = (name: string) => ({
    tags,
    summary: `${kind.label.one[language]}: ${words(`operations.${name}`)}`,
    description: words(`about.${name}`),
    operationId: `${kind.name}.${name}`,
  })
  const ofRecord = { parameters: [idOf(kind, words('id'))] }
  const ifMatch = parameter('IfMatch')
  const once = parameter('IdempotencyKey')
  const changed = exampleChange(kind)
  return {
    [base]: {
      get: {
        ...about('list'),
        parameters: listParameters(kind, writing),
        responses: {
          200: {
            description: words('page'),
            headers: { Link: header('Link') },
            ...json(ref(`${typeName(kind)}Page`), { items: [shown], nextCursor: null }),
          },
          ...failsLikeAll(422),
        },
      },
      post: {
        ...about('create'),
        parameters: [once],
        requestBody: { required: true, ...json(newRecord(kind), exampleBody(kind)) },
        responses: { ...record(201), 204: gone, ...failsLikeAll(400, 409, 413, 415, 422) },
      },
    },
    [`${base}/{id}`]: {
      ...ofRecord,
      get: {
        ...about('get'),
        parameters: [ifMatch, parameter('IfNoneMatch')],
        responses: {
          ...record(200),
          304: { description: words('unchanged') },
          ...failsLikeAll(400, 404, 412, 422),
        },
      },
      patch: {
        ...about('edit'),
        parameters: [ifMatch, once],
        requestBody: { required: true, ...json(ref(`${typeName(kind)}Write`), changed) },
        responses: {
          ...record(200, { ...shown, ...changed }),
          204: gone,
          ...failsLikeAll(400, 404, 409, 412, 413, 415, 422),
        },
      },
      delete: {
        ...about('archive'),
        parameters: [ifMatch],
        responses: { 204: { description: words('archived') }, ...failsLikeAll(400, 404, 412, 422) },
      },
    },
    [`${base}/{id}/restore`]: {
      ...ofRecord,
      post: {
        ...about('restore'),
        parameters: [ifMatch, once],
        responses: { ...record(200), 204: gone, ...failsLikeAll(400, 404, 409, 412, 422) },
      },
    },
    [`${base}/{id}/history`]: {
      ...ofRecord,
      get: {
        ...about('history'),
        parameters: [parameter('Before'), parameter('HistoryLimit')],
        responses: {
          200: {
            description: words('page'),
            ...json(ref('HistoryPage'), { items: [exampleHistory(kind)], nextBefore: null }),
          },
          ...failsLikeAll(404, 422),
        },
      },
    },
    ...Object.fromEntries(
      Object.values(commands)
        .filter(command => command.kind === kind.name && !command.personal)
        .map(command => [
          `${base}/{id}/commands/${command.name}`,
          { ...ofRecord, post: commandOf(kind, command, writing, { tags, parameters: [ifMatch, once] }) },
        ]),
    ),
  }
}

/** A page and where the next one begins; null where this is the last. */
export const pageOf = (item: JsonSchema, next: string, type: string): JsonSchema => ({
  type: 'object',
  required: ['items', next],
  properties: { items: { type: 'array', items: item }, [next]: { type: [type, 'null'] } },
})

const gone = { $ref: '#/components/responses/Changed' }

const idOf = (kind: AnyKind, description: string) => ({
  ...{ name: 'id', in: 'path', required: true, description, schema: id },
  example: exampleId(kind.name),
})

function newRecord(kind: AnyKind): JsonSchema {
  const required = Object.entries(kind.fields).filter(
    ([name, field]) => field.required && !field.readOnly && !isCustom(name),
  )
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

function exampleHistory(kind: AnyKind) {
  const [[field, value] = []] = Object.entries(exampleChange(kind))
  return {
    ...{ number: exampleRev.number, operation: exampleId('operation'), label: 'edit', at: exampleAt },
    ...{ user: exampleId('user'), device: '', deviceName: '', followed: false },
    changes: [{ field, new: value }],
  }
}

function commandOf(
  kind: AnyKind,
  command: Command,
  { words }: Writing,
  shared: { tags: string[]; parameters: JsonSchema[] },
): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(command.arguments, { unrepresentable: 'any', io: 'input' })
  const { [kind.name]: _id, ...properties } = (schema['properties'] ?? {}) as JsonSchema
  const required = ((schema['required'] ?? []) as string[]).filter(name => command.example && name in command.example)
  return {
    ...shared,
    summary: words(`commands.${command.name}`),
    description: words('newIds'),
    operationId: `${kind.name}.${command.name}`,
    requestBody: { required: true, ...json({ ...schema, properties, required }, command.example ?? {}) },
    responses: {
      200: {
        description: words('touched'),
        ...json(ref('Touched'), { records: [{ kind: kind.name, id: exampleId(kind.name) }] }),
      },
      ...failsLikeAll(400, 404, 409, 412, 413, 415, 422),
    },
  }
}

/** Used by the headers of the document, so that they speak of the same record. */
export const exampleEtag = etagOf(exampleRev)
