import { expect, test } from 'vitest'
import type { SessionState, SyncState } from '../../../core/api/functions.ts'
import { reasonToSignIn } from './signIn.ts'

const session: SessionState = { state: 'signedIn', server: '', known: [], ownFields: [], weakKeyStore: false }
const sync: SyncState = { connection: 'offline', waiting: 0, refused: 0, clashes: 0 }

test('being offline never asks to sign in', () => {
  expect(reasonToSignIn(session, sync)).toBeUndefined()
})

test('a lease that is over, a session on another device and one that the server ended do', () => {
  expect(reasonToSignIn({ ...session, state: 'leaseOver' }, sync)).toBe('leaseOver')
  expect(reasonToSignIn(session, { ...sync, connection: 'replaced' })).toBe('replaced')
  expect(reasonToSignIn({ ...session, state: 'signedOut' }, sync)).toBe('signedOut')
  expect(reasonToSignIn(session, { ...sync, connection: 'signedOut' })).toBe('signedOut')
})
