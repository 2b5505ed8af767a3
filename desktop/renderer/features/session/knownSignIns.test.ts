import { expect, test } from 'vitest'
import type { SessionState } from '../../../core/api/functions.ts'
import type { KnownAccount } from '../../../core/api/identity.ts'
import { knownSignIns } from './knownSignIns.ts'

const session: SessionState = {
  state: 'signedOut',
  server: 'https://a.example',
  known: ['satis@a.example', 'eski@a.example'],
  ownFields: [],
  weakKeyStore: false,
}
const account = (id: string, email: string, rest: Partial<KnownAccount> = {}): KnownAccount => ({
  id,
  server: 'https://b.example',
  company: { id: '', name: `Company ${id}` },
  user: { id: '', name: '', email },
  isCurrent: false,
  isSignedIn: false,
  waiting: 0,
  ...rest,
})

test('accounts come with their own server, addresses without one with the server that is used', () => {
  const accounts = [account('1', 'elif@b.example'), account('2', 'satis@a.example', { server: 'https://a.example' })]
  expect(knownSignIns(session, accounts)).toEqual([
    { email: 'satis@a.example', server: 'https://a.example', company: 'Company 2' },
    { email: 'elif@b.example', server: 'https://b.example', company: 'Company 1' },
    { email: 'eski@a.example', server: 'https://a.example' },
  ])
})

test('an account that is signed in opens without a password, the current one wants it', () => {
  const accounts = [
    account('1', 'a@b.example', { isSignedIn: true }),
    account('2', 'b@b.example', { isSignedIn: true, isCurrent: true }),
  ]
  expect(knownSignIns({ ...session, known: [] }, accounts).map(({ opens }) => opens)).toEqual(['1', undefined])
})
