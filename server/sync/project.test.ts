import { expect, it } from 'vitest'
import { rights } from '../../shared/permissions/rights.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordState } from '../../shared/record.ts'
import { statesFor } from './project.ts'

const viewer: Viewer = {
  user: 'u',
  team: null,
  role: 'r',
  rights: { kinds: { a: rights('all', 'none', 'none', 'none', 'none') }, abilities: [] },
}
const change = (kind: string, number: number) => {
  const key = { owner: null, team: null }
  const state = { kind, id: 'x', epoch: 1, number, archived: false, values: {} } as unknown as RecordState
  return { number, kind, id: 'x', before: null, after: key, state }
}

it('records of two kinds with one id are two records', () => {
  const wide = {
    ...viewer,
    rights: { ...viewer.rights, kinds: { ...viewer.rights.kinds, b: viewer.rights.kinds['a'] } },
  }
  const kindsOf = (by: Viewer) => statesFor(by, [change('a', 1), change('b', 2)], 2).map(state => state.kind)
  expect(kindsOf(viewer)).toEqual(['a'])
  expect(kindsOf(wide as Viewer)).toEqual(['a', 'b'])
})
