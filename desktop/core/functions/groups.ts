import type { Handlers } from '../api/dispatch.ts'
import { mostKeys } from '../api/groups.ts'
import type { Workspace } from '../workspace.ts'

/** Groups and totals of lists, and all that a list holds; the reader's thread does the work. */
export const groupHandlers = (work: () => Workspace): Pick<Handlers, 'records.groups' | 'records.keys'> => ({
  'records.groups': ({ query, ...ask }) => work().lists.groups(query, ask),
  'records.keys': async ({ query }) => {
    const { ids, count } = await work().lists.keys(query, mostKeys)
    return { keys: ids.map(id => ({ kind: query.kind, id })), count }
  },
})
