import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Crew, crew, crewSchema, gone } from './testing/crew.ts'
import { queryCases } from './testing/queryCases.ts'
import { type Instance, prepared, type Subject, stored, subjects } from './testing/subjects.ts'

describe.each(subjects)('%s answers', (_name, create) => {
  let subject: Subject
  let instance: Instance<Crew>

  beforeAll(async () => {
    subject = create()
    instance = await subject.open(crewSchema)
    // Not in the order of any index.
    const documents = [...crew].sort((a, b) => (b.note ?? 'm').localeCompare(a.note ?? 'm'))
    await instance.bulkWrite(
      documents.map(document => ({ document: stored(document) })),
      'test',
    )
    const living = stored(gone)
    await instance.bulkWrite([{ document: living }], 'test')
    await instance.bulkWrite([{ previous: living, document: stored(gone, { deleted: true, rev: '2-two' }) }], 'test')
  })
  afterAll(async () => {
    await instance.close()
    subject.close()
  })

  it.each(queryCases)('%s', async (_title, query, ids) => {
    const asked = prepared(instance, query.sort ? query : { ...query, sort: [{ id: 'asc' }] })
    const { documents } = await instance.query(asked)
    expect(documents.map(document => document.id).join(' ')).toBe(ids)
    const all = prepared(instance, { selector: query.selector })
    const { count } = await instance.count(all)
    expect(count).toBe((await instance.query(all)).documents.length)
  })
})
