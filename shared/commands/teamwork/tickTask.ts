import { z } from 'zod'
import { diff } from '../../apply.ts'
import { defineCommand } from '../../command.ts'
import { isInstant } from '../../dates.ts'
import { AppError } from '../../errors.ts'
import { uuid } from '../../record.ts'

/** Ticks a task off, or opens it again: its state and when it was done are one thing. */
export const tickTask = defineCommand({
  name: 'tickTask',
  kind: 'task',
  runs: 'both',
  undoable: true,
  writes: { task: ['doneAt'] },
  arguments: z.strictObject({
    task: uuid,
    done: z.boolean(),
    /** When, by the clock of who ticked it: both runs write the same, so that it can be taken back. */
    at: z.string().refine(isInstant).optional(),
  }),
  example: { done: true },
  needs: ({ task }) => ({ records: [{ kind: 'task', id: task }], childrenOf: [] }),
  run: (records, { task: id, done, at }, by) => {
    const key = { kind: 'task', id }
    const task = records.get(key)
    if (!task) throw new AppError('record.notFound')
    // Ticked twice (on two desktops) is ticked.
    if ((task.values['state'] === 'done') === done) return []
    const { doneAt: _, ...values } = task.values
    const doneAt = at ?? by.at
    return [diff(key, task.values, { ...values, ...(done ? { state: 'done', doneAt } : { state: 'open' }) })]
  },
})
