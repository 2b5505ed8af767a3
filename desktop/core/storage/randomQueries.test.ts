import { getQueryMatcher, getSortComparator, type RxDocumentData } from 'rxdb/plugins/core'
import { describe, expect, it } from 'vitest'
import { type Crew, crewSchema } from './testing/crew.ts'
import { createRandom } from './testing/random.ts'
import { looseCrew, looseQuery, randomCrew, randomQuery } from './testing/randomQueries.ts'
import { memorySubject, pergelSubject, prepared, stored } from './testing/subjects.ts'

/** `PERGEL_SEED` repeats a run that failed. */
const firstSeed = Number(process.env.PERGEL_SEED ?? 20_261_121)
const rounds = 10
const queriesARound = 1000

describe('random queries', () => {
  it.each(Array.from({ length: rounds }, (_, round) => firstSeed + round))('seed %i', async seed => {
    const random = createRandom(seed)
    const documents = Array.from({ length: 60 }, (_, index) =>
      stored(randomCrew(random, `id${index}`), { deleted: random.chance(0.1) }),
    )
    const ours = pergelSubject()
    const instance = await ours.open(crewSchema)
    const memory = await memorySubject().open(crewSchema)
    await instance.bulkWrite(
      documents.map(document => ({ document })),
      'test',
    )
    await memory.bulkWrite(
      documents.map(document => ({ document })),
      'test',
    )

    for (let index = 0; index < queriesARound; index++) {
      const query = randomQuery(random)
      const asked = prepared(instance, query)
      const note = `seed ${seed}, query ${index}: ${JSON.stringify(query)}`
      const given = idsOf((await instance.query(asked)).documents)
      expect(given, note).toEqual(idsOf(byHand(documents, asked)))
      expect(given, `${note} (memory)`).toEqual(idsOf((await memory.query(asked)).documents))
      const whole = prepared(instance, { selector: query.selector })
      expect((await instance.count(whole)).count, `${note} (count)`).toBe((await memory.count(whole)).count)
    }
    ours.close()
  })

  it('agree with the matcher where documents and operands break the schema', async () => {
    const random = createRandom(firstSeed)
    const documents = Array.from({ length: 80 }, (_, index) => stored(looseCrew(random, `id${index}`)))
    const ours = pergelSubject()
    const instance = await ours.open(crewSchema)
    await instance.bulkWrite(
      documents.map(document => ({ document })),
      'test',
    )
    for (let index = 0; index < 2000; index++) {
      const asked = prepared(instance, looseQuery(random))
      const note = `seed ${firstSeed}, query ${index}: ${JSON.stringify(asked.query)}`
      expect(idsOf((await instance.query(asked)).documents), note).toEqual(idsOf(byHand(documents, asked)))
    }
    ours.close()
  })
})

const idsOf = (documents: readonly Crew[]): string => documents.map(document => document.id).join(' ')

/** What RxDB's own matcher and comparator say when asked about every document. */
function byHand(
  documents: RxDocumentData<Crew>[],
  { query }: ReturnType<typeof prepared<Crew>>,
): RxDocumentData<Crew>[] {
  const matching = documents.filter(getQueryMatcher<Crew>(crewSchema, query))
  matching.sort(getSortComparator({} as never, query))
  return matching.slice(query.skip, query.skip + (query.limit ?? Number.POSITIVE_INFINITY))
}
