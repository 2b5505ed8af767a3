import { expect, test, vi } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import type { SessionState } from '../../core/api/functions.ts'
import { makeStore } from '../app/store.ts'
import { testConnection } from '../testing/testConnection.ts'
import { coreApi } from './api.ts'

const call = coreApi.endpoints.call
const key = { kind: 'lead', id: '1' }
const shown = { name: 'records.get', args: key } as const

test('an answer on screen follows the record, and keeps what has not changed', async () => {
  let title = 'Işık'
  const address = { line: 'Gül Sok.' }
  const { core, change } = testConnection(() => ({ title, values: { address: { ...address } } }))
  const store = makeStore(core)
  const subscription = store.dispatch(call.initiate(shown))
  await subscription
  const before = call.select(shown)(store.getState()).data as { values: unknown }
  title = 'Işıldar'
  change({ kind: 'lead', ids: ['1'] })
  await vi.waitUntil(() => (call.select(shown)(store.getState()).data as { title: string }).title === 'Işıldar')
  const after = call.select(shown)(store.getState()).data as { values: unknown }
  expect(after.values).toBe(before.values)
  subscription.unsubscribe()
})

test('an answer that nobody shows any more is not asked again at a change, but by whoever shows it next', async () => {
  let title = 'Işık'
  const { core, change, calls } = testConnection(() => ({ title }))
  const store = makeStore(core)
  const subscription = store.dispatch(call.initiate(shown))
  await subscription
  subscription.unsubscribe()
  expect(call.select(shown)(store.getState()).data).toEqual({ title: 'Işık' })
  title = 'Işıldar'
  change({ kind: 'lead', ids: ['1'] })
  await vi.waitUntil(() => call.select(shown)(store.getState()).isUninitialized)
  expect(calls).toHaveLength(1)
  const { data } = await store.dispatch(call.initiate(shown))
  expect(data).toEqual({ title: 'Işıldar' })
})

test('the same question of two screens is asked once', async () => {
  const { core, calls } = testConnection(() => null)
  const store = makeStore(core)
  await Promise.all([store.dispatch(call.initiate(shown)), store.dispatch(call.initiate(shown))])
  expect(calls).toHaveLength(1)
})

test('an error of core is the ErrorBody, anything else is internal', async () => {
  const thrown: unknown[] = [new AppError('permission.denied'), new TypeError('bug')]
  const { core } = testConnection(() => Promise.reject(thrown.shift()))
  const store = makeStore(core)
  const first = await store.dispatch(call.initiate(shown))
  const second = await store.dispatch(call.initiate({ name: 'records.get', args: { ...key, id: '2' } }))
  expect([first.error, second.error]).toEqual([{ code: 'permission.denied' }, { code: 'internal' }])
})

test('a stream shows its newest value and stops being listened to when nobody shows it', async () => {
  const { core, emit, listening } = testConnection(() => undefined)
  const store = makeStore(core)
  const stream = { name: 'sync.state', args: {} } as const
  const subscription = store.dispatch(coreApi.endpoints.stream.initiate(stream))
  await vi.waitUntil(() => listening('sync.state') === 1)
  emit('sync.state', { connection: 'offline', waiting: 1, refused: 0, clashes: 0 })
  emit('sync.state', { connection: 'online', waiting: 0, refused: 0, clashes: 0 })
  expect(coreApi.endpoints.stream.select(stream)(store.getState()).data).toMatchObject({ connection: 'online' })
  subscription.unsubscribe()
  await vi.waitUntil(() => listening('sync.state') === 0, { timeout: 5000 })
})

test('what one person was shown is forgotten when they leave', async () => {
  const { core, emit } = testConnection(() => ({ title: 'Işık' }))
  const store = makeStore(core)
  const session: SessionState = { state: 'signedIn', server: '', known: [], ownFields: [], weakKeyStore: false }
  const of = (id: string) => ({ ...session, user: { id, name: '', email: '' } })
  emit('session.state', session)
  emit('session.state', of('a'))
  await store.dispatch(call.initiate(shown))
  emit('session.state', of('a'))
  expect(call.select(shown)(store.getState()).data).toBeDefined()
  emit('session.state', { ...session, state: 'signedOut' })
  expect(call.select(shown)(store.getState()).data).toBeUndefined()
  await store.dispatch(call.initiate(shown))
  emit('session.state', of('b'))
  await store.dispatch(call.initiate(shown))
  emit('session.state', of('a'))
  expect(call.select(shown)(store.getState()).data).toBeUndefined()
})

test('a question that failed is asked anew when the line is back', async () => {
  let isAway = true
  const { core, setLink } = testConnection(() => {
    if (isAway) throw new AppError('storage.closed')
    return { title: 'Işık' }
  })
  const store = makeStore(core)
  await store.dispatch(call.initiate(shown))
  expect(call.select(shown)(store.getState()).error).toEqual({ code: 'storage.closed' })
  isAway = false
  setLink('connecting')
  setLink('open')
  await vi.waitUntil(() => call.select(shown)(store.getState()).data !== undefined)
  expect(call.select(shown)(store.getState())).toMatchObject({ data: { title: 'Işık' }, isSuccess: true })
})
