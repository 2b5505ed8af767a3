import { getChangedDocumentsSince } from 'rxdb/plugins/core'
import { it as base } from 'vitest'
import { type Crew, crewSchema } from './crew.ts'
import type { Instance, Subject } from './subjects.ts'

/** A test with a storage and a collection of its own, and the usual ways to write to it and to read it. */
export const storageTest = (create: () => Subject) =>
  base
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
    .extend('subject', ({}, { onCleanup }) => {
      const subject = create()
      onCleanup(() => subject.close())
      return subject
    })
    .extend('instance', ({ subject }) => subject.open(crewSchema))
    .extend(
      'write',
      ({ instance }) =>
        (...rows: Parameters<Instance<Crew>['bulkWrite']>[0]) =>
          instance.bulkWrite(rows, 'test'),
    )
    .extend(
      'find',
      ({ instance }) =>
        (...ids: string[]) =>
          instance.findDocumentsById(ids, false),
    )
    // RxDB asks by a query where a storage has no method of its own, as memory has not.
    .extend(
      'since',
      ({ instance }) =>
        (limit: number, checkpoint?: unknown) =>
          getChangedDocumentsSince(instance, limit, checkpoint),
    )

export const idsOf = (documents: readonly Crew[]): string => documents.map(document => document.id).join(' ')
