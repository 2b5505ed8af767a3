import type { Patch } from '../../../shared/record.ts'
import type { Workspace } from '../workspace.ts'
import { notificationKind } from './liveNotifications.ts'

const pageSize = 500

/** Marks notifications as read; all that are not, if none are named. */
export async function readNotifications(work: Workspace, ids: readonly string[] | undefined): Promise<void> {
  const wanted = ids ?? (await unread(work))
  const readAt = new Date(work.now()).toISOString()
  const patches = wanted.flatMap((id): Patch[] => {
    const key = { kind: notificationKind, id }
    const state = work.shown(key)
    return state && !state.values['readAt'] ? [{ ...key, set: { readAt: { value: readAt } } }] : []
  })
  if (patches.length > 0) work.act({ label: 'read', patches })
}

async function unread(work: Workspace): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await work.lists.window(
      {
        kind: notificationKind,
        filters: [{ field: 'readAt', op: 'empty' }],
        sort: { field: 'createdAt', descending: true },
        archived: 'without',
      },
      { limit: pageSize, ...(after === undefined ? {} : { after }) },
    )
    ids.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after !== undefined)
  return ids
}
