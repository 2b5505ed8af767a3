import { describe, expect, it } from 'vitest'
import { uuidv7 } from '../../../shared/ids.ts'
import { bulkSwitch, freelyAtOnce } from '../../../shared/permissions/bulkEdit.ts'
import { testDesks } from '../testing/testDesks.ts'
import type { TestWorkspace } from '../testing/testWorkspace.ts'
import type { Workspace } from '../workspace.ts'
import { changeMany, previewBulk, runBulk } from './bulk.ts'
import { createBulkJobs } from './bulkJobs.ts'
import { lastOperations, nextTurns } from './operations.ts'
import { pasteRecords } from './paste.ts'
import { redoMany, undoMany } from './turns.ts'
import { saveRecord } from './write.ts'

const desk = testDesks()
const form = { companyName: 'Işık', phone: '+902124445566', status: 'new', source: 'fair' }
const leads = (of: TestWorkspace, count: number, values: object = {}): string[] => {
  const ids = Array.from({ length: count }, () => uuidv7())
  const set = Object.fromEntries(
    Object.entries({ ...form, owner: of.viewer.user, ...values }).map(([name, value]) => [name, { value }]),
  )
  of.work.act({ label: 'create', patches: ids.map(id => ({ kind: 'lead', id, create: true, set })) })
  return ids
}
const edit = (of: TestWorkspace, id: string, name: string, base: unknown, value: unknown) =>
  saveRecord(of.work, { kind: 'lead', id, create: false, set: { [name]: { base, value } } }).operation
const sourceOf = (of: TestWorkspace, id: string) => of.work.shown({ kind: 'lead', id })?.values['source']
const keysOf = (ids: readonly string[]) => ids.map(id => ({ kind: 'lead', id }))

describe('undo and redo', () => {
  it('walk back in order and forward again, until something new is done', async () => {
    const of = await desk()
    const [id = ''] = leads(of, 1)
    const first = edit(of, id, 'source', 'fair', 'google')
    const second = edit(of, id, 'source', 'google', 'referral')
    const next = () => {
      const { undo, redo } = nextTurns(of.work)
      return [undo?.operation, redo?.operation]
    }
    const [made] = [lastOperations(of.work, 3)[2]?.operation]
    expect(next()).toEqual([second, undefined])
    await undoMany(of.work, second)
    expect([next(), sourceOf(of, id)]).toEqual([[first, second], 'google'])
    await undoMany(of.work, first)
    expect([next(), sourceOf(of, id)]).toEqual([[made, first], 'fair'])
    await redoMany(of.work, first)
    await redoMany(of.work, second)
    expect([next(), sourceOf(of, id)]).toEqual([[second, undefined], 'referral'])
    // Back once more: what was done again is taken back like the first time.
    await undoMany(of.work, second)
    expect([next(), sourceOf(of, id)]).toEqual([[first, second], 'google'])
    const third = edit(of, id, 'source', 'google', 'visit')
    expect(next()).toEqual([third, undefined])
    // The list still offers it, by the ordinary merge: what was written since stays.
    const { keptCount, kept } = await redoMany(of.work, second)
    expect([keptCount, kept[0]?.field, sourceOf(of, id)]).toEqual([1, 'source', 'visit'])
    expect(lastOperations(of.work, 10).map(({ label }) => label)).toEqual(['edit', 'edit', 'edit', 'create'])
  })

  it('leave what their writer may no longer write, and say so', async () => {
    const of = await desk({ kinds: { lead: { edit: 'own', see: 'all' } } })
    const ids = leads(of, 2)
    const [mine = '', theirs = ''] = ids
    const jobs = createBulkJobs()
    const { operation } = await runBulk(of.work, jobs, {
      label: 'edit',
      of: { keys: keysOf(ids) },
      set: { source: 'google' },
    })
    // An administrator has given it away meanwhile.
    of.work.act({
      label: 'assign',
      patches: [{ kind: 'lead', id: theirs, set: { owner: { base: of.viewer.user, value: uuidv7() } } }],
    })
    expect(await undoMany(of.work, operation)).toMatchObject({
      keptCount: 1,
      kept: [{ id: theirs, field: 'source', why: 'denied' }],
    })
    expect([sourceOf(of, mine), sourceOf(of, theirs)]).toEqual(['fair', 'google'])
    expect(lastOperations(of.work, 2)[1]).toMatchObject({ operation, state: 'partlyUndone', kept: 1, count: 2 })
  })
})

describe('a large change', () => {
  it('says first how many change, how many are so already and how many stay and why, with three of them', async () => {
    const of = await desk({ kinds: { lead: { edit: 'own', see: 'all' } } })
    const [mine, same, others] = [leads(of, 5), leads(of, 2, { source: 'google' }), leads(of, 3, { owner: uuidv7() })]
    const gone = uuidv7()
    const change = {
      label: 'edit',
      of: { keys: keysOf([...mine, ...same, ...others, gone]) },
      set: { source: 'google' },
    }
    const preview = await previewBulk(of.work, change)
    expect(preview).toMatchObject({
      total: 11,
      change: 5,
      same: 2,
      left: [
        { count: 3, error: { code: 'permission.denied' }, titles: ['Işık', 'Işık', 'Işık'] },
        { count: 1, error: { code: 'record.notFound' } },
      ],
    })
    expect(preview.samples.map(({ changes }) => changes)).toEqual(
      Array(3).fill([{ field: 'source', old: 'fair', new: 'google' }]),
    )
    expect(sourceOf(of, mine[0] ?? '')).toBe('fair')
    const result = await runBulk(of.work, createBulkJobs(), change)
    expect(result).toMatchObject({ changed: 5, unchanged: 6, isStopped: false })
  })

  it('empties fields, adds to sets and takes out of them, and does not empty what is required', async () => {
    const of = await desk()
    const [a, b] = [uuidv7(), uuidv7()]
    const ids = leads(of, 2, { tags: [a], email: 'a@b.co' })
    const of2 = { keys: keysOf(ids) }
    const change = { label: 'edit', of: of2, clear: ['email'], add: { tags: [b] }, remove: { tags: [a] } }
    await runBulk(of.work, createBulkJobs(), change)
    expect(of.work.shown({ kind: 'lead', id: ids[0] ?? '' })?.values).toMatchObject({ tags: [b] })
    expect(of.work.shown({ kind: 'lead', id: ids[0] ?? '' })?.values['email']).toBeUndefined()
    expect(await previewBulk(of.work, { label: 'edit', of: of2, clear: ['status'] })).toMatchObject({
      change: 0,
      left: [{ count: 2, error: { code: 'record.invalid', fields: { status: { reason: 'required' } } } }],
    })
  })

  it('wants the right where it changes more than anybody may at once, and nobody may where the company says so', async () => {
    const change = (ids: readonly string[]) => ({
      label: 'edit',
      of: { keys: keysOf(ids) },
      set: { source: 'google' },
    })
    const seller = await desk()
    const many = change(leads(seller, freelyAtOnce + 1))
    const reason = (name: string) => ({ code: 'permission.denied', params: { reason: name } })
    expect((await previewBulk(seller.work, many)).refusal).toMatchObject(reason('bulkRight'))
    await expect(runBulk(seller.work, createBulkJobs(), many)).rejects.toMatchObject(reason('bulkRight'))
    const boss = await desk({ abilities: ['bulkEdit'] })
    const all = change(leads(boss, freelyAtOnce + 1))
    expect((await previewBulk(boss.work, all)).refusal).toBeUndefined()
    const { kind, id, set } = bulkSwitch([], false)
    boss.work.act({ label: 'create', patches: [{ kind, id, create: true, set }] })
    await expect(runBulk(boss.work, createBulkJobs(), all)).rejects.toMatchObject(reason('bulkOff'))
    expect(await runBulk(boss.work, createBulkJobs(), change(leads(boss, freelyAtOnce)))).toMatchObject({
      changed: freelyAtOnce,
    })
  })

  it('that breaks off on the way brings to disk and sends what was written until then', async () => {
    const of = await desk({ abilities: ['bulkEdit'] })
    const ids = leads(of, 200)
    const keys = keysOf(ids)
    const done = await changeMany(of.work, { label: 'edit', keys, set: { source: 'google' } })
    const change = (id: string) => ({ kind: 'lead', id, set: { name: { value: 'Işıl' } } })
    for (const work of [
      (broken: Workspace) => changeMany(broken, { label: 'edit', keys, set: { source: 'visit' } }),
      (broken: Workspace) => pasteRecords(broken, { label: 'edit', write: 'all', changes: ids.map(change) }),
      (broken: Workspace) => undoMany(broken, done.operation),
    ]) {
      let [slices, finished] = [0, 0]
      const act: Workspace['act'] = (action, options) => {
        if (++slices === 2) throw new Error('broken')
        return of.work.act(action, options)
      }
      const finish = () => {
        finished++
        of.work.sync.finish()
      }
      await expect(work({ ...of.work, act, sync: { ...of.work.sync, finish } })).rejects.toThrow('broken')
      expect([slices, finished]).toEqual([2, 1])
    }
  })

  it('can be stopped on the way: what was done is told and taken back as one', async () => {
    const of = await desk({ abilities: ['bulkEdit'] })
    const ids = leads(of, 600)
    const jobs = createBulkJobs()
    const seen: number[] = []
    jobs.follow(running => {
      for (const { operation, done } of running) {
        seen.push(done)
        jobs.stop(operation)
      }
    })
    const change = { label: 'edit', of: { keys: keysOf(ids) }, set: { source: 'google' } }
    const first = await runBulk(of.work, jobs, change)
    expect(first.isStopped).toBe(true)
    expect(first.changed + first.unchanged).toBe(600)
    expect(first.changed).toBeLessThan(600)
    expect(seen.length).toBeGreaterThan(0)
    const quiet = createBulkJobs()
    const { operation } = await runBulk(of.work, quiet, change)
    await undoMany(of.work, operation, quiet)
    expect(ids.filter(id => sourceOf(of, id) === 'google')).toHaveLength(first.changed)
  })
})
