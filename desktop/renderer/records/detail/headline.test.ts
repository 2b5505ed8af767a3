import { expect, test } from 'vitest'
import { builtInKinds } from '../../../../shared/kinds.ts'
import type { ShownField, ShownFields } from '../fields/shownFields.ts'
import { headlineOf } from './headline.ts'

const fieldsOf = (kind: string) => {
  const own = Object.entries(builtInKinds.require(kind).fields).map(
    ([name, field]): ShownField => ({ name, field, label: field.label.en, isSystem: false }),
  )
  return { own, get: name => own.find(field => field.name === name) } as ShownFields
}
const statesOf = (kind: string) => headlineOf(builtInKinds.require(kind), fieldsOf(kind)).states.map(({ name }) => name)

test('the top of a record tells every state it has, also one that is no column of its list', () => {
  expect(statesOf('customer')).toEqual(['status', 'stage'])
  expect(statesOf('task')).toEqual(['state', 'priority'])
  expect(statesOf('note')).toEqual([])
})
