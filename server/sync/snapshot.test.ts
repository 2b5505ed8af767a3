import { zstdDecompressSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { projectFor } from '../../shared/permissions/project.ts'
import { rights, type Scope } from '../../shared/permissions/rights.ts'
import { type Viewer, viewKey } from '../../shared/permissions/viewer.ts'
import { type RecordState, visibilityKey } from '../../shared/record.ts'
import type { ShownRecord } from './shownRecords.ts'
import { SnapshotPages, type SnapshotReads } from './snapshot.ts'

const viewer = (user: string, see: Scope, fields?: Record<string, 'hidden'>): Viewer => ({
  ...{ user, team: null, role: 'r' },
  rights: {
    kinds: {
      thing: { ...rights(see, 'none', 'none', 'none', 'none'), ...(fields ? { fields } : {}) },
      other: rights('own', 'none', 'none', 'none', 'none'),
    },
    abilities: [],
  },
})
const record = (id: string, owner: string): RecordState => ({
  ...{ kind: 'thing', id, epoch: 1, number: 1, owner, archived: false, values: { name: 'N', secret: 'S' } },
  ...{ createdAt: '', createdBy: '', updatedAt: '', updatedBy: '' },
})
const shownTo = (who: Viewer, state: RecordState): ShownRecord => ({
  ...{ id: state.id, key: visibilityKey(state), json: Buffer.from(JSON.stringify(projectFor(who, state))) },
})
const ask = (id: number, more: { number?: number; notIn?: string } = {}) => ({
  ...{ t: 'snapshot' as const, id, kind: 'thing', limit: 100, start: { epoch: 1, number: more.number ?? 1 } },
  ...(more.notIn === undefined ? {} : { notIn: more.notIn }),
})
const idsIn = ([, body]: readonly [Buffer, Buffer]): string[] => {
  const { states } = JSON.parse(String(zstdDecompressSync(body))) as { states: RecordState[] }
  return states.map(state => state.id)
}

function pages() {
  const state = { reads: 0, number: 1, fails: false, time: 0 }
  const all = [record('b', 'u1'), record('a', 'u2')]
  const reads: SnapshotReads = {
    head: async () => ({ epoch: 1, number: state.number, hash: '' }),
    records: async (who, kind) => {
      state.reads++
      if (state.fails) throw new Error('away')
      const own = who.rights.kinds[kind]?.see === 'own'
      const shown = own ? all.filter(({ owner }) => owner === who.user) : all
      return { records: shown.map(state => shownTo(who, state)), more: false }
    },
    count: async () => all.length,
  }
  return { pages: new SnapshotPages(reads, () => state.time), state }
}

it('is read once for all who see the kind alike and ask at the same moment, whatever else they see', async () => {
  const { pages: of, state } = pages()
  const got = await Promise.all(['u1', 'u2', 'u3'].map((user, i) => of.page(viewer(user, 'all'), ask(i), 0)))
  expect(state.reads).toBe(1)
  expect(got.map(([id]) => id.readUInt32BE(0))).toEqual([0, 1, 2])
  expect(got.map(idsIn)).toEqual(Array.from({ length: 3 }, () => ['b', 'a']))
})

it('is read for itself where a scope asks for the person, or fields are hidden', async () => {
  const { pages: of, state } = pages()
  expect(idsIn(await of.page(viewer('u1', 'own'), ask(1), 0))).toEqual(['b'])
  expect(idsIn(await of.page(viewer('u2', 'own'), ask(2), 0))).toEqual(['a'])
  const [, hidden] = await of.page(viewer('u3', 'all', { secret: 'hidden' }), ask(3), 0)
  expect(String(zstdDecompressSync(hidden))).not.toContain('secret')
  expect(state.reads).toBe(3)
})

it('is read again for who starts at a later number, or whose rights are of one', async () => {
  const { pages: of, state } = pages()
  await of.page(viewer('u1', 'all'), ask(1), 0)
  state.number = 5
  await of.page(viewer('u2', 'all'), ask(2, { number: 4 }), 0)
  state.number = 7
  await of.page(viewer('u3', 'all'), ask(3), 6)
  expect(state.reads).toBe(3)
})

it('is not kept when it could not be read', async () => {
  const { pages: of, state } = pages()
  state.fails = true
  await expect(of.page(viewer('u1', 'all'), ask(1), 0)).rejects.toThrow('away')
  state.fails = false
  expect(idsIn(await of.page(viewer('u1', 'all'), ask(2), 0))).toHaveLength(2)
})

it('is let go of when it is too old for anybody', async () => {
  const { pages: of, state } = pages()
  await of.page(viewer('u1', 'all'), ask(1), 0)
  state.time = 29_000
  of.sweep()
  expect(of.bytes).toBeGreaterThan(0)
  await of.page(viewer('u2', 'all'), ask(2), 0)
  expect(state.reads).toBe(1)
  state.time = 30_000
  of.sweep()
  expect(of.bytes).toBe(0)
})

it('leaves out what the earlier view showed, but not from what everybody of a role is sent', async () => {
  const { pages: of, state } = pages()
  const before = viewer('u1', 'own')
  const team = { ...viewer('u1', 'team'), team: 't' }
  expect(idsIn(await of.page(team, ask(1, { notIn: viewKey(before) }), 0))).toEqual(['a'])
  expect(idsIn(await of.page(viewer('u1', 'all'), ask(2, { notIn: viewKey(before) }), 0))).toEqual(['b', 'a'])
  await of.page(viewer('u2', 'all'), ask(3, { notIn: viewKey(viewer('u2', 'own')) }), 0)
  expect(state.reads).toBe(2)
})

it('makes the page after one that was taken, and no further', async () => {
  const asked: (string | undefined)[] = []
  const reads: SnapshotReads = {
    head: async () => ({ epoch: 1, number: 1, hash: '' }),
    records: async (who, _kind, before = 'z') => {
      asked.push(before)
      const id = String.fromCharCode(before.charCodeAt(0) - 1)
      return { records: [shownTo(who, record(id, 'u1'))], more: id > 'w' }
    },
    count: async () => 4,
  }
  const of = new SnapshotPages(reads, () => 0)
  expect(idsIn(await of.page(viewer('u1', 'all'), ask(1), 0))).toEqual(['y'])
  await new Promise(setImmediate)
  expect(asked).toEqual(['z', 'y'])
  expect(idsIn(await of.page(viewer('u1', 'all'), { ...ask(2), before: 'y' }, 0))).toEqual(['x'])
  await new Promise(setImmediate)
  expect(asked).toEqual(['z', 'y', 'x'])
})
