import { expect, it } from 'vitest'
import type { RecordState } from '../../shared/record.ts'
import type { Transaction } from '../db/database.ts'
import { createCompanyFacts } from './companyFacts.ts'

const user = (name: string, number: number): RecordState => ({
  kind: 'user',
  id: '01a00000-0000-7000-8000-000000000001',
  epoch: 1,
  number,
  archived: false,
  createdAt: '',
  createdBy: '',
  updatedAt: '',
  updatedBy: '',
  values: { name },
})
const at = (number: number) => ({ epoch: 1, number })
/** A transaction whose reads find nothing, when they are let. */
const readingUntil = (let_: Promise<void>) => ({ unsafe: () => let_.then(() => []) }) as unknown as Transaction

it('facts never go back to what a slow reader saw, so that no commit is skipped', async () => {
  const facts = createCompanyFacts()
  const now = Promise.resolve()
  await facts.at(readingUntil(now), 'c', at(1))
  let go: () => void = () => {}
  const slow = facts.at(readingUntil(new Promise<void>(done => (go = done))), 'c', at(2))
  // Meanwhile the writer sees 2 itself and commits 3, which renames a user.
  await facts.at(readingUntil(now), 'c', at(2))
  facts.apply('c', 2, at(3), [user('Ayşe', 3)])
  go()
  await slow
  facts.apply('c', 3, at(4), [])
  expect(facts.peek('c')).toMatchObject({ number: 4 })
  expect([...(facts.peek('c')?.states.values() ?? [])]).toMatchObject([{ values: { name: 'Ayşe' } }])
})

it('a commit that does not follow what is known is left to the next read', async () => {
  const facts = createCompanyFacts()
  await facts.at(readingUntil(Promise.resolve()), 'c', at(1))
  facts.apply('c', 2, at(3), [])
  expect(facts.peek('c')).toMatchObject({ number: 1 })
})
