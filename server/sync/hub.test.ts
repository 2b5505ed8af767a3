import { describe, expect, it } from 'vitest'
import { rights } from '../../shared/permissions/rights.ts'
import type { Viewer } from '../../shared/permissions/viewer.ts'
import type { RecordState, SyncedState } from '../../shared/record.ts'
import type { Head } from '../../shared/sync/protocol.ts'
import { type Connection, Hub, type HubReads } from './hub.ts'
import type { Change } from './project.ts'
import type { LiveFrame } from './telling.ts'

const head = (number: number): Head => ({ epoch: 1, number, hash: '0'.repeat(64) })
const viewer = (user: string, see: 'own' | 'team' | 'all', team: string | null = null): Viewer => ({
  user,
  team,
  role: `role-${see}`,
  rights: { kinds: { thing: rights(see, 'none', 'none', 'none', 'none') }, abilities: [] },
})
const change = (number: number, id: string, owner: string, before: string | null = null): Change => ({
  number,
  kind: 'thing',
  id,
  before: before === null ? null : { owner: before, team: null },
  after: { owner, team: null },
  state: {
    kind: 'thing',
    id,
    epoch: 1,
    number,
    owner,
    archived: false,
    createdAt: '',
    createdBy: '',
    updatedAt: '',
    updatedBy: '',
    values: {},
  } satisfies RecordState,
})

function listener(of: Viewer): Connection & {
  frames: { after: number; to: number; states: SyncedState[] }[]
  bytes: (readonly Buffer[])[]
  views: Viewer[]
  gone: boolean
} {
  const connection = {
    user: of.user,
    device: 'd',
    viewer: of,
    frames: [] as never[],
    bytes: [] as (readonly Buffer[])[],
    views: [] as Viewer[],
    gone: false,
    live: (frame: LiveFrame) => {
      const { after, states, to } = JSON.parse(String(Buffer.concat(frame.parts)))
      ;(connection.frames as unknown[]).push({ after, to: to.number, states })
      connection.bytes.push(frame.parts)
    },
    rightsChanged: (next: Viewer) => {
      connection.viewer = next
      connection.views.push(next)
    },
    see: (next: Viewer) => {
      connection.viewer = next
    },
    dismissed: () => {
      connection.gone = true
    },
    bye: () => undefined,
    tick: () => undefined,
  }
  return connection
}

const noReads: HubReads = {
  changesAfter: () => Promise.reject(new Error('not asked')),
  viewersOf: () => Promise.reject(new Error('not asked')),
}
const fail = (error: unknown) => {
  throw error
}

describe('Hub', () => {
  it('encodes a change once for all who see the same, and sends nothing to those who see nothing of it', async () => {
    const hub = new Hub(head(0), noReads, fail)
    const [a, b, own] = [listener(viewer('u1', 'all')), listener(viewer('u2', 'all')), listener(viewer('u3', 'own'))]
    for (const connection of [a, b, own]) hub.join(connection)
    hub.committed(0, head(1), [change(1, 'x', 'u1')])
    await hub.settled()
    expect(a.frames).toHaveLength(1)
    expect(a.bytes[0]).toBe(b.bytes[0])
    expect(own.frames).toHaveLength(0)
  })

  it('encodes once also for people whose views differ in other kinds, and leaves out what is hidden from some', async () => {
    const hub = new Hub(head(0), noReads, fail)
    const kinds = (fields?: Record<string, 'hidden'>) => ({
      thing: { ...rights('all', 'none', 'none', 'none', 'none'), ...(fields ? { fields } : {}) },
      other: rights('own', 'none', 'none', 'none', 'none'),
    })
    const of = (user: string, fields?: Record<string, 'hidden'>): Viewer => ({
      ...{ user, team: null, role: 'r', rights: { kinds: kinds(fields), abilities: [] } },
    })
    const [a, b, blind] = [listener(of('u1')), listener(of('u2')), listener(of('u3', { secret: 'hidden' }))]
    for (const connection of [a, b, blind]) hub.join(connection)
    const plain = change(1, 'x', 'u1')
    hub.committed(0, head(1), [{ ...plain, state: { ...plain.state, values: { name: 'N', secret: 'S' } } }])
    await hub.settled()
    expect(a.bytes[0]).toBe(b.bytes[0])
    expect(a.frames[0]?.states[0]).toMatchObject({ values: { name: 'N', secret: 'S' } })
    expect(blind.frames[0]?.states[0]).toMatchObject({ values: { name: 'N' } })
    expect(String(blind.bytes[0])).not.toContain('secret')
  })

  it('encodes once what all see also where one of them is shown something of their own besides', async () => {
    const hub = new Hub(head(0), noReads, fail)
    const kinds = {
      thing: rights('all', 'none', 'none', 'none', 'none'),
      news: rights('own', 'none', 'none', 'none', 'none'),
    }
    const of = (user: string): Viewer => ({ user, team: null, role: 'r', rights: { kinds, abilities: [] } })
    const [a, b, told] = [listener(of('u1')), listener(of('u2')), listener(of('u3'))]
    for (const connection of [a, b, told]) hub.join(connection)
    const news = change(2, 'n', 'u3')
    hub.committed(0, head(2), [
      change(1, 'x', 'u1'),
      { ...news, kind: 'news', state: { ...news.state, kind: 'news' } },
      change(2, 'y', 'u1'),
    ])
    await hub.settled()
    expect(a.bytes[0]).toBe(b.bytes[0])
    const idsOf = (one: typeof a) => one.frames[0]?.states.map(({ id }) => id)
    expect([idsOf(a), idsOf(told)?.sort()]).toEqual([
      ['x', 'y'],
      ['n', 'x', 'y'],
    ])
  })

  it('shares a large frame also with those who stand at another number', async () => {
    const hub = new Hub(head(0), noReads, fail)
    const [all, own] = [listener(viewer('u1', 'all')), listener(viewer('u2', 'own'))]
    hub.join(all)
    hub.join(own)
    hub.committed(0, head(1), [change(1, 'x', 'u1')])
    await hub.settled()
    const late = listener(viewer('u3', 'all'))
    hub.join(late)
    const large = change(2, 'y', 'u2')
    hub.committed(1, head(2), [{ ...large, state: { ...large.state, values: { note: 'ş'.repeat(20_000) } } }])
    await hub.settled()
    expect(own.frames[0]).toMatchObject({ after: 0, to: 2, states: [{ id: 'y' }] })
    expect(all.frames[1]).toMatchObject({ after: 1, to: 2 })
    expect(late.bytes[0]?.at(-1)).toBe(all.bytes[1]?.at(-1))
  })

  it('tells whoever joins while others are being told', async () => {
    const hub = new Hub(head(0), noReads, fail)
    const [first, late] = [listener(viewer('u1', 'all')), listener(viewer('u2', 'own'))]
    const live = first.live
    first.live = frame => {
      live(frame)
      hub.join(late)
    }
    hub.join(first)
    hub.committed(0, head(1), [change(1, 'x', 'u2')])
    await hub.settled()
    expect(late.frames.map(({ after, to }) => [after, to])).toEqual([[0, 1]])
  })

  it('follows without a gap: a view that saw nothing for a while says so in its next frame, or by a mark', async () => {
    const hub = new Hub(head(0), noReads, fail)
    const own = listener(viewer('u3', 'own'))
    hub.join(own)
    hub.committed(0, head(1), [change(1, 'x', 'u1')])
    hub.committed(1, head(2), [change(2, 'y', 'u3')])
    hub.committed(2, head(3), [change(3, 'x', 'u1')])
    hub.tick()
    await hub.settled()
    expect(own.frames.map(({ after, to, states }) => [after, to, states.length])).toEqual([
      [0, 2, 1],
      [2, 3, 0],
    ])
  })

  it('says gone to those who lost a record and sends it whole to those who gained it', async () => {
    const hub = new Hub(head(0), noReads, fail)
    const [from, to] = [listener(viewer('u1', 'own')), listener(viewer('u2', 'own'))]
    hub.join(from)
    hub.join(to)
    hub.committed(0, head(1), [change(1, 'x', 'u2', 'u1')])
    await hub.settled()
    expect(from.frames[0]?.states).toEqual([{ kind: 'thing', id: 'x', epoch: 1, number: 1, gone: true }])
    expect(to.frames[0]?.states[0]).toMatchObject({ id: 'x', owner: 'u2' })
  })

  it('reads what another instance committed in between before it tells its own', async () => {
    const reads: HubReads = {
      ...noReads,
      changesAfter: () => Promise.resolve({ changes: [change(1, 'x', 'u1'), change(2, 'y', 'u1')], head: head(2) }),
    }
    const hub = new Hub(head(0), reads, fail)
    const all = listener(viewer('u1', 'all'))
    hub.join(all)
    hub.committed(1, head(2), [change(2, 'y', 'u1')])
    await hub.settled()
    expect(all.frames.map(frame => [frame.after, frame.to, frame.states.length])).toEqual([[0, 2, 2]])
  })

  it('lets a changed role count from that very commit, and lets go who is not active any more', async () => {
    const wide = { ...viewer('u1', 'all'), role: 'role-own' }
    const viewers = new Map([
      ['u1', wide],
      ['u2', null],
    ])
    const reads: HubReads = { ...noReads, viewersOf: () => Promise.resolve({ head: head(2), viewers }) }
    const hub = new Hub(head(0), reads, fail)
    const [kept, dismissed] = [listener(viewer('u1', 'own')), listener(viewer('u2', 'own'))]
    hub.join(kept)
    hub.join(dismissed)
    const role = { ...change(1, 'role-own', 'u9'), kind: 'role' }
    hub.committed(0, head(2), [role, change(2, 'x', 'u9')])
    await hub.settled()
    expect(kept.views).toEqual([wide])
    expect(kept.frames[0]?.states).toHaveLength(1)
    expect(dismissed.gone).toBe(true)
  })

  it('has read anew what was being read for whoever had other rights in between, and tells them nothing', async () => {
    const before = viewer('u1', 'all')
    const role = (number: number) => ({ ...change(number, 'role-all', 'u9'), kind: 'role' })
    const hub = new Hub(
      head(0),
      {
        changesAfter: () => Promise.resolve({ changes: [role(1), role(2)], head: head(2) }),
        viewersOf: () => Promise.resolve({ head: head(2), viewers: new Map([['u1', viewer('u1', 'all')]]) }),
      },
      fail,
    )
    const connection = listener(before)
    hub.join(connection)
    await hub.reached(head(2))
    expect(connection.views).toEqual([])
    expect(connection.viewer).toEqual(before)
    // By this a page that was read between the two is known (answer.ts).
    expect(connection.viewer).not.toBe(before)
  })

  it('tells nothing more to who was let go, although the socket is still open', async () => {
    const viewers = new Map([['u2', null]])
    const hub = new Hub(head(0), { ...noReads, viewersOf: () => Promise.resolve({ head: head(1), viewers }) }, fail)
    const dismissed = listener(viewer('u2', 'all'))
    hub.join(dismissed)
    hub.committed(0, head(1), [{ ...change(1, 'u2', 'u9'), kind: 'user' }, change(1, 'x', 'u9')])
    hub.committed(1, head(2), [change(2, 'y', 'u9')])
    await hub.settled()
    expect(dismissed.gone).toBe(true)
    expect(dismissed.frames).toEqual([])
  })

  it('tells what lies between with rights that are of a later number than the commit', async () => {
    const wide = { ...viewer('u1', 'all'), role: 'role-own' }
    const later = [change(2, 'x', 'u9'), { ...change(3, 'role-own', 'u9'), kind: 'role' }]
    const reads: HubReads = {
      viewersOf: () => Promise.resolve({ head: head(3), viewers: new Map([['u1', wide]]) }),
      changesAfter: after => Promise.resolve({ changes: after === 0 ? later : [], head: head(3) }),
    }
    const hub = new Hub(head(0), reads, fail)
    const widened = listener(viewer('u1', 'own'))
    hub.join(widened)
    // The first narrows, the third widens: at 2 the person saw nothing of x.
    hub.committed(0, head(1), [{ ...change(1, 'role-own', 'u9'), kind: 'role' }])
    hub.committed(1, head(2), [change(2, 'x', 'u9')])
    await hub.settled()
    expect(widened.frames.map(({ after, to, states }) => [after, to, states.length])).toEqual([[0, 3, 1]])
  })

  it('goes as far as the database when asked, before anybody has announced the change', async () => {
    const narrow = { ...viewer('u1', 'own'), role: 'role-all' }
    const role = { ...change(1, 'role-all', 'u9'), kind: 'role' }
    const reads: HubReads = {
      viewersOf: () => Promise.resolve({ head: head(1), viewers: new Map([['u1', narrow]]) }),
      changesAfter: () => Promise.resolve({ changes: [role], head: head(1) }),
    }
    const hub = new Hub(head(0), reads, fail)
    const connection = listener(viewer('u1', 'all'))
    hub.join(connection)
    await hub.reached(head(1))
    expect(connection.viewer).toEqual(narrow)
    // The announcement comes late, and tells nothing twice.
    hub.committed(0, head(1), [role])
    await hub.reached(head(0))
    expect(connection.views).toHaveLength(1)
  })
})
