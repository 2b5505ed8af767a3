import { z } from 'zod'
import { diff } from '../../apply.ts'
import { defineCommand } from '../../command.ts'
import { AppError } from '../../errors.ts'
import { uuid } from '../../record.ts'

/** Ticks a task off, or opens it again: its state and when it was done are one thing. */
export const tickTask = defineCommand({
  name: 'tickTask',
  kind: 'task',
  runs: 'both',
  undoable: true,
  writes: { task: ['doneAt'] },
  arguments: z.strictObject({ task: uuid, done: z.boolean() }),
  example: { done: true },
  needs: ({ task }) => ({ records: [{ kind: 'task', id: task }], childrenOf: [] }),
  run: (records, { task: id, done }, { at }) => {
    const key = { kind: 'task', id }
    const task = records.get(key)
    if (!task) throw new AppError('record.notFound')
    // Ticked twice (on two desktops) is ticked.
    if ((task.values['state'] === 'done') === done) return []
    const { doneAt: _, ...values } = task.values
    return [diff(key, task.values, { ...values, ...(done ? { state: 'done', doneAt: at } : { state: 'open' }) })]
  },
})
