import { expect, test } from 'vitest'
import { definitions } from '../entities/index.ts'
import { allRights, type RoleRights, rights } from './rights.ts'
import type { Viewer } from './viewer.ts'
import { changesBy, mayChange, refuseChange } from './writes.ts'

const viewer = (user: string, abilities: RoleRights['abilities'] = [], given = allRights): Viewer => ({
  user,
  team: 't',
  role: 'r',
  rights: { kinds: { comment: given, note: given }, abilities },
})
const said = { owner: 'o', team: 't', createdBy: 'author' }
const { comment, note } = definitions

test('a comment is changed and archived by its author, and archived by administrators besides', () => {
  const [author, colleague, admin] = [viewer('author'), viewer('colleague'), viewer('boss', ['admin'])]
  expect([mayChange(author, comment, 'edit', said), mayChange(author, comment, 'archive', said)]).toEqual([true, true])
  for (const change of ['edit', 'archive'] as const)
    expect(refuseChange(colleague, comment, change, said)).toMatchObject({
      code: 'permission.denied',
      params: { reason: 'authorOnly' },
    })
  expect([mayChange(admin, comment, 'edit', said), mayChange(admin, comment, 'archive', said)]).toEqual([false, true])
})

test('other kinds go by the role alone, and so does being taken along with what a record hangs on', () => {
  expect(mayChange(viewer('colleague'), note, 'edit', said)).toBe(true)
  expect(mayChange(viewer('colleague'), comment, 'move', said)).toBe(true)
})

test('being the author gives no more than the role does', () => {
  const blind = viewer('author', [], rights('own', 'own', 'own', 'own', 'none'))
  expect(refuseChange(blind, comment, 'edit', said)?.params).toBeUndefined()
  expect(mayChange(blind, comment, 'edit', said)).toBe(false)
})

test('the fields of a change say what it is', () => {
  expect(changesBy(['archived'])).toEqual(['archive'])
  expect(changesBy(['archived', 'body'])).toEqual(['archive', 'edit'])
  expect(changesBy([])).toEqual(['edit'])
  expect(changesBy(['parent'])).toEqual(['edit'])
  expect(changesBy(['parent'], true)).toEqual(['move'])
  expect(changesBy(['parent', 'body'], true)).toEqual(['edit'])
})
