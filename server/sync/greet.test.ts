import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { rights, type Scope } from '../../shared/permissions/rights.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { Head, ServerFrame } from '../../shared/sync/protocol.ts'
import { SyncConnection } from './connection.ts'
import { settleViewer } from './greet.ts'
import { Hub } from './hub.ts'
import type { Change } from './project.ts'

const head = (number: number): Head => ({ epoch: 1, number, hash: '0'.repeat(64) })
const viewer = (role: string, see: Scope): Viewer => ({
  ...{ user: 'u', team: null, role },
  rights: { kinds: { thing: rights(see, 'none', 'none', 'none', 'none') }, abilities: [] },
})
const changeOf = (kind: string, id: string, number: number): Change => ({
  ...{ kind, id, number, before: null, after: { owner: null, team: null } },
  state: {
    ...{ kind, id, epoch: 1, number, archived: false, values: {} },
    ...{ createdAt: '', createdBy: '', updatedAt: '', updatedBy: '' },
  },
})

/** A company in which commits change what one person sees, and that person's connection, just joined as `before`. */
function company(before: Viewer) {
  let stored = { viewer: before, number: 0 }
  const hub = new Hub(
    head(0),
    {
      changesAfter: () => Promise.reject(new Error('not asked')),
      viewersOf: async () => ({ head: head(stored.number), viewers: new Map([['u', stored.viewer]]) }),
    },
    error => {
      throw error
    },
  )
  const sent: ServerFrame[] = []
  const socket = {
    readyState: WebSocket.OPEN,
    OPEN: WebSocket.OPEN,
    send: (text: string) => sent.push(JSON.parse(text)),
  }
  const connection = new SyncConnection(socket as unknown as WebSocket, {
    ...{ user: 'u', device: 'd', viewer: before, unpacks: false },
  })
  hub.join(connection)
  return {
    hub,
    connection,
    sent,
    read: () => stored,
    commit(kind: string, id: string, next: Viewer) {
      const number = stored.number + 1
      stored = { viewer: next, number }
      hub.committed(number - 1, head(number), [changeOf(kind, id, number)])
      return hub.settled()
    },
  }
}

it('knows the rights of a role that was given and changed while its owner came in', async () => {
  const { hub, connection, read, commit } = company(viewer('seller', 'own'))
  // Given before they joined as what they were; the hub, which asks whom it concerns, knew nobody then.
  await commit('user', 'somebody else', viewer('manager', 'team'))
  let reads = 0
  await settleViewer(hub, connection, async () => {
    const found = read()
    if (++reads === 1) await commit('role', 'manager', viewer('manager', 'all'))
    return found
  })
  expect(connection.viewer).toEqual(viewer('manager', 'all'))
  await commit('role', 'manager', viewer('manager', 'none'))
  expect(connection.viewer).toEqual(viewer('manager', 'none'))
})

it('goes by what the hub told while it read', async () => {
  const { hub, connection, read, commit } = company(viewer('seller', 'own'))
  await settleViewer(hub, connection, async () => {
    const found = read()
    await commit('role', 'seller', viewer('seller', 'all'))
    return found
  })
  expect(connection.viewer).toEqual(viewer('seller', 'all'))
})
