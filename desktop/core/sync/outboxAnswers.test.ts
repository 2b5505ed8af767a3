import { expect, test } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import type { Rev } from '../../../shared/record.ts'
import { onlyDatabase } from '../testing/onlyDatabase.ts'
import { createOutbox } from './outbox.ts'
import { outboxAnswers } from './outboxAnswers.ts'
import { openSyncTables } from './tables.ts'

/** An outbox over a real file, with copies that the test puts there; notes what is shown anew. */
function open() {
  const database = onlyDatabase()
  openSyncTables(database)
  const copies = new Map<string, Rev>()
  let position: Rev | undefined = { epoch: 1, number: 10 }
  let projected: string[] = []
  const told: string[] = []
  const met = new Set<string>()
  const sources = {
    database,
    tell: (keys: { id: string }[]) => void told.push(...keys.map(({ id }) => id)),
    isMet: (id: string) => met.has(id),
    project: (keys: { id: string }[]) => void projected.push(...keys.map(({ id }) => id)),
    revOf: (id: string) => copies.get(id),
    position: () => position,
  }
  const outbox = createOutbox({ ...sources, now: Date.now, newId: uuidv7 })
  const answers = outboxAnswers({ ...sources, outbox })
  const ids = [uuidv7(), uuidv7()]
  const [entry] = outbox.add({
    label: 'edit',
    patches: ids.map(id => ({ kind: 'lead', id, set: { name: { value: 'x' } } })),
  })
  if (!entry) throw new Error('no entry')
  return {
    ...{ outbox, answers, copies, ids, met, told: () => told.splice(0) },
    accept: (number: number) => answers.take([{ seq: entry.seq, id: entry.id, status: 'accepted', number }], 1),
    settle(number: number) {
      position = { epoch: 1, number }
      answers.settle(position)
    },
    shownAnew() {
      const ids = projected
      projected = []
      return ids
    },
  }
}

test('records are shown anew with their answer, and not once more when their copies have come', () => {
  const { accept, settle, shownAnew, copies, ids } = open()
  const [early = '', late = ''] = ids
  expect(shownAnew()).toEqual(ids)
  copies.set(early, { epoch: 1, number: 12 })
  copies.set(late, { epoch: 1, number: 9 })
  accept(11)
  // Their rows would go on saying that they wait, as long as there is no line.
  expect(shownAnew()).toEqual([early, late])
  copies.set(late, { epoch: 1, number: 12 })
  settle(12)
  expect(shownAnew()).toEqual([])
})

test('records that their copies show as their author left them are not shown anew with the answer, but told', () => {
  const { accept, settle, shownAnew, told, copies, met, ids } = open()
  const [early = '', late = ''] = ids
  shownAnew()
  copies.set(early, { epoch: 1, number: 11 })
  met.add(early)
  accept(11)
  expect([shownAnew(), told()]).toEqual([[late], [early]])
  copies.set(late, { epoch: 1, number: 11 })
  settle(11)
  expect(shownAnew()).toEqual([])
})

test('a record that left this person’s sight with the change is shown anew when everything up to it is here', () => {
  const { accept, settle, shownAnew, copies, ids } = open()
  const [here = '', gone = ''] = ids
  copies.set(here, { epoch: 1, number: 9 })
  shownAnew()
  accept(11)
  shownAnew()
  copies.set(here, { epoch: 1, number: 11 })
  settle(12)
  expect(shownAnew()).toEqual([gone])
})

test('answers to a large change are taken in turns, and only as long as their connection stands', async () => {
  const { outbox, answers } = open()
  const entries = [1, 2, 3].flatMap(() => {
    const patches = Array.from({ length: 150 }, () => ({ kind: 'lead', id: uuidv7(), set: { name: { value: 'x' } } }))
    return outbox.add({ label: 'edit', patches })
  })
  let isCurrent = true
  const taking = answers.take(
    entries.map(({ seq, id }, i) => ({ seq, id, status: 'accepted', number: 20 + i })),
    1,
    () => isCurrent,
  )
  const states = () => entries.map(({ id }) => outbox.rows.find(id)?.state)
  expect(states()).toEqual(['accepted', 'waiting', 'waiting'])
  isCurrent = false
  expect(await taking).toBe(1)
  expect(states()).toEqual(['accepted', 'waiting', 'waiting'])
  isCurrent = true
  const again = entries.map(({ seq, id }, i) => ({ seq, id, status: 'accepted' as const, number: 20 + i }))
  expect(await answers.take(again, 1, () => isCurrent)).toBe(2)
  expect(states()).toEqual(['accepted', 'accepted', 'accepted'])
})
