import { expect, it } from 'vitest'
import { definitions } from '../entities/index.ts'
import { noRights, readOnlyRights } from './rights.ts'
import { rightsOfRole } from './rightsOfRole.ts'

const rights = { kinds: { lead: readOnlyRights }, abilities: [] }

it('a built-in role has for kinds younger than its record what their definition gives it, and else what it says', () => {
  const granted = rightsOfRole({ builtIn: 'sales', rights })
  expect(granted?.kinds['lead']).toEqual(readOnlyRights)
  expect(granted?.kinds['task']).toEqual(definitions.task.rights.sales)
  const narrowed = { ...rights, kinds: { ...rights.kinds, task: noRights } }
  expect(rightsOfRole({ builtIn: 'sales', rights: narrowed })?.kinds['task']).toEqual(noRights)
})

it("a company's own role gives nothing that it does not name, and what cannot be read gives nothing", () => {
  expect(rightsOfRole({ rights })).toEqual(rights)
  expect(rightsOfRole({ builtIn: 'emperor', rights })).toEqual(rights)
  expect(rightsOfRole({ builtIn: 'admin', rights: 'all' })).toBeUndefined()
})
