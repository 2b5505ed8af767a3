import { expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { rights } from '../../shared/permissions/rights.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import { SyncConnection } from './connection.ts'
import { emptyFrame } from './telling.ts'

const head = (number: number) => ({ epoch: 1, number, hash: '0'.repeat(64) })
const viewer = (see: 'own' | 'all'): Viewer => ({
  ...{ user: 'u', team: null, role: 'r' },
  rights: { kinds: { thing: rights(see, 'none', 'none', 'none', 'none') }, abilities: [] },
})

it('is sent no live frames between a change of its rights and the next page', () => {
  const sent: { t: string; after?: number }[] = []
  const socket = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send: (text: unknown) => sent.push(JSON.parse(`${text}`)),
  }
  const connection = new SyncConnection(socket as unknown as WebSocket, {
    ...{ user: 'u', device: 'd', viewer: viewer('own'), unpacks: true },
  })
  connection.startJoining()
  connection.live(emptyFrame(1, head(2)))
  connection.rightsChanged(viewer('all'), head(3))
  connection.live(emptyFrame(2, head(3)))
  connection.startJoining()
  connection.live(emptyFrame(3, head(4)))
  connection.caughtUp(3)
  connection.live(emptyFrame(4, head(5)))
  expect(sent.map(({ t, after }) => [t, after])).toEqual([
    ['view', undefined],
    ['live', 3],
    ['live', 4],
  ])
})
