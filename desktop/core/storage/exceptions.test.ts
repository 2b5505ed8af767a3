import { getChangedDocumentsSince, type MangoQuery } from 'rxdb/plugins/core'
import { afterAll, describe, expect, it } from 'vitest'
import { type Crew, crew, crewSchema } from './testing/crew.ts'
import type { Exception } from './testing/exceptions.ts'
import { type Instance, memorySubject, pergelSubject, prepared, stored } from './testing/subjects.ts'

const ada = crew[0] as Crew
type Answer = (instance: Instance<Crew>) => Promise<unknown>

const written = async (instance: Instance<Crew>, ...documents: object[]): Promise<void> => {
  await instance.bulkWrite(
    documents.map(document => ({ document: stored(document as Crew) })),
    'test',
  )
}
const asked = async (instance: Instance<Crew>, query: object): Promise<string> => {
  const { documents } = await instance.query(prepared(instance, query as MangoQuery<Crew>))
  return documents.map(({ id }) => id).join(' ')
}

/** For each exception: what ours answers, what memory answers, to what. */
const shown: Record<Exclude<Exception, 'attachments'>, [ours: unknown, memory: unknown, answer: Answer]> = {
  'count with skip or limit': [
    2,
    7,
    async instance => {
      await written(instance, ...crew)
      return (await instance.count(prepared(instance, { selector: { age: { $gte: 0 } }, limit: 2 }))).count
    },
  ],
  'a missing value in an indexed field': [
    '',
    'a',
    async instance => {
      const { age: _, ...rest } = ada
      await written(instance, rest)
      return asked(instance, { selector: { age: { $lte: 5 } }, index: ['_deleted', 'age', 'name'] })
    },
  ],
  'control characters in indexed text': [
    'a b',
    'b a',
    async instance => {
      await written(instance, { ...ada, id: 'a', name: 'x' }, { ...ada, id: 'b', name: 'x\u0001' })
      return asked(instance, { selector: {}, sort: [{ name: 'asc' }] })
    },
  ],
  'a number beyond minimum or maximum': [
    '',
    'a',
    async instance => {
      await written(instance, { ...ada, score: 5000 })
      return asked(instance, { selector: { score: { $eq: 1000 } } })
    },
  ],
  'a call after close': [
    'storage.closed',
    'answered',
    async instance => {
      await instance.close()
      return instance.findDocumentsById(['a'], false).then(
        () => 'answered',
        (thrown: Error) => thrown.message,
      )
    },
  ],
  'a checkpoint': [
    ['seq'],
    ['id', 'lwt'],
    async instance => {
      await written(instance, ada)
      return Object.keys((await getChangedDocumentsSince(instance, 1)).checkpoint as object).sort()
    },
  ],
  'an array or object in an indexed scalar field': [
    ['a', ''],
    'threw',
    async instance => {
      try {
        await written(instance, { ...ada, name: ['Ada'] })
        const [found] = await instance.findDocumentsById(['a'], false)
        return [found?.id, await asked(instance, { selector: { name: { $gte: '' } } })]
      } catch {
        return 'threw'
      }
    },
  ],
}

describe('our storage and memory differ in', () => {
  const ours = pergelSubject()
  afterAll(() => ours.close())
  it.each(Object.entries(shown))('%s', async (name, [expected, expectedOfMemory, answer]) => {
    expect(await answer(await ours.open(crewSchema, name))).toEqual(expected)
    expect(await answer(await memorySubject().open(crewSchema, name))).toEqual(expectedOfMemory)
  })

  it('attachments', async () => {
    const attached = { ...crewSchema, attachments: {} }
    await expect(ours.open(attached, 'attached')).rejects.toThrow('no attachments')
    await expect(memorySubject().open(attached, 'attached')).resolves.toBeDefined()
  })
})
