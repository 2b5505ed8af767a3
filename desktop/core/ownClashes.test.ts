import { expect, test } from 'vitest'
import { uuidv7 } from '../../shared/ids.ts'
import type { RecordKey } from '../../shared/record.ts'
import { openProfile } from './lists/testing/open.ts'
import { createOwnClashes } from './ownClashes.ts'

test('what was settled long ago is not looked up again with every change', () => {
  const profile = openProfile()
  const [user, lead] = [uuidv7(), uuidv7()]
  const at = '2026-11-21T10:00:00.000Z'
  const common = {
    epoch: 1,
    number: 1,
    archived: false,
    createdAt: at,
    createdBy: user,
    updatedAt: at,
    updatedBy: user,
  }
  const clash = (state: string) => ({
    ...{ kind: 'clash', id: uuidv7(), owner: user, ...common },
    values: { recordKind: 'lead', record: lead, field: 'name', mine: 'Mine', theirs: 'Theirs', state },
  })
  const open = clash('open')
  profile.put([open, clash('taken'), clash('kept')])
  const asked: string[] = []
  const shown = (key: RecordKey) => {
    asked.push(key.kind)
    return profile.projection.shown(key)?.state
  }
  const clashes = createOwnClashes({ database: profile.database, user, shown })
  clashes.read()
  expect(clashes.open().map(({ id }) => id)).toEqual([open.id])
  expect(asked.filter(kind => kind === 'lead')).toHaveLength(1)
  profile.close()
})
