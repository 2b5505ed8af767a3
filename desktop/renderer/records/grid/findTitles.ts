import type { Kinds } from '../../../../shared/kinds.ts'
import { trFold } from '../../../../shared/text.ts'
import type { Core } from '../../../core/api/functions.ts'

/** A title that a cell names, of a kind of records. */
export interface NamedRecord {
  kind: string
  title: string
}

/** More different titles than this are not looked up one by one. */
const most = 400

/**
 * Looks up what cells name by title: of small kinds all at once, of the others title by title. The answer gives the ids
 * of those that have the title, in any spelling; several where it fits several, and none where it fits none.
 */
export async function findTitles(
  core: Pick<Core, 'call'>,
  kinds: Kinds,
  named: readonly NamedRecord[],
): Promise<(kind: string, title: string) => readonly string[]> {
  const found = new Map<string, string[]>()
  const note = (kind: string, title: string, id: string) => {
    const ids = found.get(nameOf(kind, title)) ?? []
    found.set(nameOf(kind, title), [...ids, id])
  }
  const wanted = new Map(named.map(one => [nameOf(one.kind, one.title), one]))
  const small = new Set([...wanted.values()].map(({ kind }) => kind).filter(kind => kinds.get(kind)?.shared === true))
  for (const kind of small) {
    const all = await core.call('records.all', { kind })
    for (const { id, title, archived, values } of all) {
      if (!archived && values['isActive'] !== false) note(kind, title, id)
    }
  }
  const others = [...wanted.values()].filter(({ kind }) => !small.has(kind)).slice(0, most)
  for (const { kind, title } of others) {
    const { rows } = await core.call('records.list', {
      query: {
        kind,
        filters: [{ field: 'title', op: 'is', value: title }],
        sort: { field: 'updatedAt', descending: true },
        archived: 'without',
      },
      limit: 2,
    })
    for (const row of rows) note(kind, title, row.id)
  }
  return (kind, title) => found.get(nameOf(kind, title)) ?? []
}

const nameOf = (kind: string, title: string): string => `${kind}/${trFold(title.trim())}`
