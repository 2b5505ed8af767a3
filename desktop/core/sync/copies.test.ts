import { expect, test } from 'vitest'
import { testStage } from '../testing/testStage.ts'

const stage = testStage()

test('what was read of a load that is undone is not taken for the copy', async () => {
  const [lead = ''] = stage.makeLeads(1)
  const desktop = await stage.open(stage.people.ayse)
  await stage.ready(desktop)
  const { copies, database } = desktop
  const stored = copies.get(lead)
  if (!stored) throw new Error('it is not here')
  const loaded = { ...stored, values: { name: 'Yeni' } }
  database.write(() => copies.replace(loaded), { sync: 'later' })
  expect(copies.get(lead)).toEqual(loaded)
  const fail = () => {
    throw new Error('no')
  }
  expect(() => database.write(fail, { sync: 'later' })).toThrow('no')
  expect(copies.get(lead)).toEqual(stored)
})
