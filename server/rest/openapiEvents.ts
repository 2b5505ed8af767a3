import type { AnyKind } from '../../shared/entity.ts'
import { eventName, recordEvents } from './events.ts'
import { exampleAt, exampleId, exampleRecord } from './examples.ts'
import { at, id, json, ref, typeName, type Writing } from './openapiParts.ts'
import type { JsonSchema } from './schemas.ts'

/** What would be told of a record of this kind. */
export const eventSchema = (kind: AnyKind, { words }: Writing): JsonSchema => ({
  type: 'object',
  required: ['id', 'event', 'at', 'user', 'label', 'record'],
  properties: {
    id: { ...id, description: words('events.id') },
    event: { type: 'string', enum: recordEvents.map(event => eventName(kind.name, event)) },
    at,
    user: id,
    label: { type: 'string', description: words('events.label') },
    record: ref(typeName(kind)),
  },
})

/** The document's `webhooks`: names and forms that hold, and nothing that is sent yet. */
export const webhooksOf = (kind: AnyKind, { words, language }: Writing): JsonSchema =>
  Object.fromEntries(
    recordEvents.map(event => {
      const name = eventName(kind.name, event)
      const example = {
        id: exampleId(name),
        event: name,
        at: exampleAt,
        user: exampleId('user'),
        label: { created: 'create', updated: 'edit', archived: 'archive', restored: 'restore' }[event],
        record: { ...exampleRecord(kind), archived: event === 'archived' },
      }
      return [
        name,
        {
          post: {
            tags: ['events'],
            operationId: `on.${name}`,
            summary: `${kind.label.one[language]}: ${words(`events.${event}`)}`,
            description: words('events.description'),
            requestBody: { required: true, ...json(ref(`${typeName(kind)}Event`), example) },
            responses: { 204: { description: words('events.answer') } },
          },
        },
      ]
    }),
  )
