import { expect, test } from 'vitest'
import { newRecord, withPatch } from '../../apply.ts'
import { AppError } from '../../errors.ts'
import { builtInKinds } from '../../kinds.ts'
import type { RecordState } from '../../record.ts'
import { inverseOf } from '../../sync/undo.ts'
import { tickTask } from './tickTask.ts'

const kind = builtInKinds.require('task')
const key = { kind: 'task', id: '01930000-0000-7000-8000-000000000001' }
const by = { user: '01930000-0000-7000-8000-000000000002', at: '2026-11-21T09:30:00.000Z' }
const open: RecordState = { ...newRecord(key, by.at, by.user), values: { subject: 'Ara', state: 'open' } }
const run = (task: RecordState | undefined, done: boolean) =>
  tickTask.run({ get: () => task, childrenOf: () => [] }, { task: key.id, done }, by)
const after = (task: RecordState, patches: ReturnType<typeof run>) =>
  patches.reduce((state, patch) => withPatch(kind, state, patch), task)

test('a task that is ticked off says when; opened again it does not', () => {
  const done = after(open, run(open, true))
  expect(done.values).toEqual({ subject: 'Ara', state: 'done', doneAt: by.at })
  expect(after(done, run(done, false)).values).toEqual(open.values)
})

test('taking it back leaves the task as it was', () => {
  const patches = run(open, true)
  expect(after(after(open, patches), inverseOf([{ patches }])).values).toEqual(open.values)
})

test('what is done already stays done as it was, and what is not there is refused', () => {
  const done = after(open, run(open, true))
  expect(run(done, true)).toEqual([])
  expect(() => run(undefined, true)).toThrow(AppError)
})

test('a tick says its own time, so that desktop and server write the same', () => {
  const at = '2026-11-20T17:00:00.000Z'
  const [patch] = tickTask.run({ get: () => open, childrenOf: () => [] }, { task: key.id, done: true, at }, by)
  expect(patch?.set['doneAt']).toEqual({ value: at })
  expect(tickTask.arguments.safeParse({ task: key.id, done: true, at: 'yesterday' }).success).toBe(false)
})
