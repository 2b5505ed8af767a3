import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import type { Patch } from '../../shared/record.ts'
import { plainToRichText } from '../../shared/richText.ts'
import { type TestDatabase, testDatabase } from '../testing/testDatabase.ts'
import { builtInRights, changed, created, type Office, office, type Person, person } from './testing/office.ts'

let test: TestDatabase
let firm: Office
let author: Person
let colleague: Person
let admin: Person
beforeAll(async () => {
  test = await testDatabase()
  firm = await office(test.database)
  author = await firm.hire('sales', 'a')
  colleague = await firm.hire('sales', 'a')
  admin = await firm.hire('admin', 'a')
})
afterAll(() => test?.drop())

const said = plainToRichText('Fiyatı yükseltelim mi?')
const reworded = plainToRichText('Fiyatı düşürelim mi?')
const denied = { status: 'refused', error: { code: 'permission.denied', params: { reason: 'authorOnly' } } }
const accepted = { status: 'accepted' }

async function spoken() {
  const lead = { kind: 'lead', id: uuidv7() }
  const comment = { kind: 'comment', id: uuidv7() }
  const values = { companyName: 'Işık Ltd.', source: 'fair', status: 'new', phone: '+905321112233' }
  const patches = [created(lead, values), created(comment, { parent: lead, body: said })]
  expect(await author.send({ label: 'create', patches })).toMatchObject([accepted])
  return { lead, comment }
}

it('lets a comment be reworded by its author alone, whatever else comes with it and from wherever it comes', async () => {
  const { comment } = await spoken()
  const edit = changed(comment, { body: [said, reworded] })
  const byKey = person(firm.writer, { ...admin.author, source: 'rest', device: null })
  for (const other of [colleague, admin, byKey]) {
    expect(await other.send({ patches: [edit] })).toMatchObject([denied])
    expect(await other.send({ patches: [changed(comment, { mentions: [undefined, []] })] })).toMatchObject([denied])
    const both = changed(comment, { archived: [false, true], body: [said, reworded] })
    expect(await other.send({ patches: [both] })).toMatchObject([denied])
    // What one patch may does not open the record for the next.
    const apart = [changed(comment, { archived: [false, true] }), edit]
    expect(await other.send({ patches: apart })).toMatchObject([denied])
  }
  expect((await firm.stored(comment))?.values['body']).toEqual(said)
  expect(await author.send({ patches: [edit] })).toMatchObject([accepted])
})

it('lets administrators archive a comment and bring it back, and colleagues neither', async () => {
  const { comment } = await spoken()
  const archive = changed(comment, { archived: [false, true] })
  expect(await colleague.send({ label: 'archive', patches: [archive] })).toMatchObject([denied])
  expect(await admin.send({ label: 'archive', patches: [archive] })).toMatchObject([accepted])
  const back = changed(comment, { archived: [true, false] })
  expect(await colleague.send({ label: 'restore', patches: [back] })).toMatchObject([denied])
  expect(await admin.send({ label: 'restore', patches: [back] })).toMatchObject([accepted])
  expect(await author.send({ label: 'archive', patches: [archive] })).toMatchObject([accepted])
})

it('wants the right to edit of a record that the entry has archived before, but not of one that it has made', async () => {
  const rights = builtInRights('sales')
  const lead = rights.kinds['lead']
  if (!lead) throw new Error('no rights')
  const archivist = await firm.hire('sales', 'a', {
    ...rights,
    kinds: { ...rights.kinds, lead: { ...lead, edit: 'none' } },
  })
  const key = { kind: 'lead', id: uuidv7() }
  const rename = changed(key, { companyName: ['Işık Ltd.', 'Işık A.Ş.'] })
  const values = { companyName: 'Işık Ltd.', source: 'fair', status: 'new', phone: '+905321112233' }
  expect(await archivist.send({ label: 'create', patches: [created(key, values), rename] })).toMatchObject([accepted])
  const archive = changed(key, { archived: [false, true] })
  const again = changed(key, { companyName: ['Işık A.Ş.', 'Işık Ltd.'] })
  expect(await archivist.send({ patches: [archive, again] })).toMatchObject([
    { status: 'refused', error: { code: 'permission.denied' } },
  ])
  expect(await archivist.send({ patches: [archive] })).toMatchObject([accepted])
})

it('takes comments of others along where a lead becomes a customer, and back again, but not one by itself', async () => {
  const { lead, comment } = await spoken()
  const manager = await firm.hire('management', 'a')
  const customer = { kind: 'customer', id: uuidv7() }
  const other = await spoken()
  const away = changed(comment, { parent: [lead, other.lead] })
  expect(await colleague.send({ patches: [away] })).toMatchObject([denied])

  const operation = uuidv7()
  const values = { taxNumber: '9990001119', sector: 'machinery' }
  const converting = { name: 'convertLead', arguments: { lead: lead.id, customer: customer.id, values } }
  const patches: Patch[] = []
  expect(await manager.send({ label: 'convertLead', operation, patches, command: converting })).toMatchObject([
    accepted,
  ])
  expect((await firm.stored(comment))?.parent).toEqual(customer)
  const back = changed(comment, { parent: [customer, lead] })
  expect(await manager.send({ label: 'undo', patches: [back] })).toMatchObject([denied])
  expect(await manager.send({ label: 'undo', undoes: operation, patches: [back] })).toMatchObject([accepted])
  expect((await firm.stored(comment))?.parent).toEqual(lead)
})
