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
  expect(asked).toEqual([{ offset: 2, limit: 2 }])
  expect(ids).toEqual(['b', 'c', 'd', 'e'])
  expect(rows[0]).toBe(here[0])
})

test('nothing is asked for where all are here', async () => {
  expect((await around(['a', 'b', 'c'], [row('b'), row('c')])).asked).toEqual([])
})

test('where the list ends there is nothing', async () => {
  expect((await around(['a', 'b', 'c'], [row('b'), undefined, undefined])).ids).toEqual(['b', 'c', undefined])
})

test('where the list has changed meanwhile all rows are of one answer', async () => {
  const { ids, asked } = await around(['new', 'a', 'b', 'c'], [row('b'), undefined])
  expect(asked).toEqual([
    { offset: 2, limit: 1 },
    { offset: 1, limit: 2 },
  ])
  expect(ids).toEqual(['a', 'b'])
})
