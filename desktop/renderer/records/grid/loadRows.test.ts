import { expect, test } from 'vitest'
import type { ListQuery } from '../../../../shared/filters.ts'
import type { Core, ListRow } from '../../../core/api/functions.ts'
import { rowsAround } from './loadRows.ts'

const query: ListQuery = {
  kind: 'lead',
  filters: [],
  sort: { field: 'createdAt', descending: true },
  archived: 'without',
}
// Nothing else of a row is looked at here.
const row = (id: string) => ({ id }) as ListRow

function coreWith(ids: string[]) {
  const asked: { offset: number; limit: number }[] = []
  const call = (_name: string, { offset, limit }: { offset: number; limit: number }) => {
    asked.push({ offset, limit })
    return Promise.resolve({ rows: ids.slice(offset, offset + limit).map(row) })
  }
  return { asked, core: { call } as unknown as Pick<Core, 'call'> }
}
const around = (ids: string[], here: (ListRow | undefined)[]) => {
  const { asked, core } = coreWith(ids)
  const found = rowsAround(core, { query, fields: ['name'], offset: 1 }, here)
  return found.then(rows => ({ asked, ids: rows.map(one => one?.id), rows }))
}

test('rows that are here stay the same, and only those between them are asked for', async () => {
  const here = [row('b'), undefined, undefined, row('e')]
  const { asked, ids, rows } = await around(['a', 'b', 'c', 'd', 'e'], here)
  expect(asked).toEqual([{ offset: 1, limit: 4 }])
  expect(ids).toEqual(['b', 'c', 'd', 'e'])
  expect(rows[0]).toBe(here[0])
})

test('nothing is asked for where all are here', async () => {
  expect((await around(['a', 'b', 'c'], [row('b'), row('c')])).asked).toEqual([])
})

test('it ends where the list ends', async () => {
  expect((await around(['a', 'b', 'c'], [row('b'), undefined, undefined])).ids).toEqual(['b', 'c'])
})

test.each([
  ['one came above', ['new', 'a', 'b', 'c', 'd', 'e'], ['a', 'b', 'c', 'd']],
  ['one went above', ['b', 'c', 'd', 'e'], ['c', 'd', 'e']],
  ['one went from between', ['a', 'b', 'd', 'e'], ['b', 'd', 'e']],
])('where the list has changed meanwhile all rows are of one answer: %s', async (_, now, due) => {
  const { ids } = await around(now, [row('b'), undefined, undefined, row('e')])
  expect(ids).toEqual(due)
})
